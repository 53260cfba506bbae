import { checkCreditCode } from '../../kernel/credit-code.js';
import type { Directory } from '../../kernel/directory.js';
import type { OrganisationFact } from './organisation.events.js';
import type { AffiliateOrganisation, IdentifyOrganisation, RegisterOrganisation } from './organisation.js';
import { refuse } from './refusals.js';
import { gradeOf, isOwn, mayAct, mine, mustBeLive, mustHaveCome, mustNotEndBefore, partyOf } from './rules.js';
import { type Organisations, reservationOf, type Warning } from './state.js';
import { type Identification, plainNumber, type Registration } from './terms.js';

type Reservation = Readonly<{ kind: 'credit-code' | 'foreign-register' | 'account'; value: string }>;

/** What of a registration is reserved for one body, each in a stream of its own. */
export const reservationsOf = ({ creditCode, foreignRegister, account }: Pick<Identification, 'creditCode' | 'foreignRegister' | 'account'>): readonly Reservation[] => [
  ...(creditCode === null ? [] : [{ kind: 'credit-code', value: creditCode } as const]),
  ...(foreignRegister === null ? [] : [{ kind: 'foreign-register', value: `${foreignRegister.country}-${plainNumber(foreignRegister.number)}` } as const]),
  ...(account === null ? [] : [{ kind: 'account', value: account } as const]),
];

const POINTERS = { 'credit-code': '/creditCode', 'foreign-register': '/foreignRegister', account: '/account' } as const;
const TAKEN = { 'credit-code': 'organisation/code-taken', 'foreign-register': 'organisation/register-taken', account: 'organisation/account-taken' } as const;

/** Takes them for a body, and names the one that holds what is taken. */
const reserved = (organisation: string, asked: Parameters<typeof reservationsOf>[0], { holders }: Organisations): readonly OrganisationFact[] =>
  reservationsOf(asked).flatMap(({ kind, value }): OrganisationFact[] => {
    const stream = reservationOf(kind, value);
    const holder = holders[stream];
    if (holder === organisation) return [];
    if (holder !== undefined) throw refuse(TAKEN[kind], POINTERS[kind], { en: `It is ${holder}.`, zh: `该机构为 ${holder}。` });
    return [{ type: 'IdentifierReserved', effectiveOn: null, data: { organisation, kind, value }, stream }];
  });

/** Bodies that the state administration itself registers have the country's digits, which no list of regions holds. */
const REGISTERED_BY_THE_STATE = '100000';

/**
 * A code is checked in two steps: an error, or a warning that needs evidence (notes, 8.6). Its region digits are those
 * at registration, so they are looked for among all regions that ever were, and an unknown one is a warning only.
 */
const warningsOf = ({ creditCode, creditCodeEvidence }: Pick<Identification, 'creditCode' | 'creditCodeEvidence'>, directory: Directory): Warning[] => {
  if (creditCode === null) return [];
  const { verdict, reason, warning } = checkCreditCode(creditCode);
  if (verdict === 'invalid') throw refuse('organisation/code-invalid', '/creditCode', reason);
  if (warning && !creditCodeEvidence) throw refuse('organisation/code-needs-evidence', '/creditCodeEvidence', warning);
  const digits = creditCode.slice(2, 8);
  return [
    ...(warning ? [{ code: 'organisation/code-check-fails', ...warning }] : []),
    ...(digits !== REGISTERED_BY_THE_STATE && directory.regionFault(digits, null) ? [{
      code: 'organisation/code-region-unknown', en: `The digits 3 to 8 of the code, ${digits}, are no region that is known; compare them with the certificate.`,
      zh: `代码第3至8位${digits}不是已知的地区；请与证照核对。`,
    }] : []),
  ];
};

/** Registers a body under its names; nothing is filled in that its source does not state. */
export const register = (command: RegisterOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, directory, data } = command;
  const { id, source, creditCode, creditCodeEvidence, foreignRegister, account, ...stated } = data;
  if (state.bodies[id]) throw refuse('organisation/exists', '/id');
  const fault = stated.region === null ? undefined : directory.regionFault(stated.region, null);
  if (fault) throw refuse('organisation/region-unknown', '/region', undefined, [{ pointer: '/region', ...fault }]);
  // Nobody's own yet: whoever registers it is over its region.
  if (!mayAct({ region: stated.region, account: null }, actor, directory)) throw refuse('organisation/region-not-yours', '/region');
  const grade = gradeOf(actor, source, false);
  datesMustHold(command, stated);
  stated.parents.forEach((parent, n) => parentMustStand(id, parent.organisation, state, `/parents/${n}/organisation`));
  const codes = { creditCode, creditCodeEvidence, foreignRegister, account, warnings: warningsOf(data, directory) };
  return [
    {
      type: 'OrganisationRegistered', effectiveOn: stated.existsFrom,
      data: { organisation: id, ...stated, names: [...stated.names], types: [...stated.types], parents: [...stated.parents], ...codes, grade, source, by: partyOf(actor) },
    },
    ...reserved(id, data, state),
  ];
};

const datesMustHold = (command: RegisterOrganisation, { names, types, parents, existsFrom }: Pick<Registration, 'names' | 'types' | 'parents' | 'existsFrom'>): void => {
  mustHaveCome(existsFrom, command, '/existsFrom');
  names.forEach(({ from }, n) => mustHaveCome(from, command, `/names/${n}/from`));
  for (const [name, all] of [['types', types], ['parents', parents]] as const) {
    all.forEach(({ from, to }, n) => {
      mustHaveCome(from, command, `/${name}/${n}/from`);
      mustNotEndBefore(from, to, `/${name}/${n}/to`);
    });
  }
  parents.forEach(({ to }, n) => mustHaveCome(to, command, `/parents/${n}/to`));
};

/** A parent is there, and does not itself belong to the body, as far as its own stream tells. */
export const parentMustStand = (id: AffiliateOrganisation['data']['id'], parent: string, { bodies }: Organisations, pointer: string): void => {
  if (parent === id) throw refuse('organisation/parent-circle', pointer);
  const above = bodies[parent];
  if (!above) throw refuse('organisation/parent-unknown', pointer);
  if (above.parents.some(({ organisation, to }) => organisation === id && to === null)) throw refuse('organisation/parent-circle', pointer);
};

/** Gives a body the code, the number or the account that it was registered without. */
export const identify = (command: IdentifyOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, directory, data } = command;
  const it = mustBeLive(mine(command, state));
  const grade = gradeOf(actor, data.source, isOwn(it, actor));
  const other = reservationsOf(it).find((held) => reservationsOf(data).some((asked) => asked.kind === held.kind && asked.value !== held.value));
  if (other) throw refuse('organisation/identified', POINTERS[other.kind]);
  const warnings = warningsOf(data, directory);
  const taken = reserved(it.id, data, state);
  if (taken.length === 0) return [];
  const { creditCode, creditCodeEvidence, foreignRegister, account, source } = data;
  return [
    { type: 'OrganisationIdentified', effectiveOn: null, data: { organisation: it.id, creditCode, creditCodeEvidence, foreignRegister, account, warnings, grade, source, by: partyOf(actor) } },
    ...taken,
  ];
};
