import { checkCreditCode } from '../../kernel/credit-code.js';
import type { Directory } from '../../kernel/directory.js';
import { plainName } from '../../kernel/likeness.js';
import { dateInShanghai } from '../../kernel/period.js';
import { mustHold, type Refusal } from '../../kernel/refusal.js';
import type { Source } from '../../signing/signing/index.js';
import type { OrganisationFact } from './organisation.events.js';
import type { IdentifyOrganisation, RegisterOrganisation } from './organisation.js';
import { wrongParent } from './parents.js';
import { refuse } from './refusals.js';
import { gradeOf, isAssociationOver, isOwn, mayAct, mine, mustBeLive, partyOf, preceding, reversed, unsourced, yetToCome } from './rules.js';
import { type Organisations, reservationOf, type Warning } from './state.js';
import { type Identification, plainNumber, type Registration } from './terms.js';

type Reservation = Readonly<{ kind: 'credit-code' | 'foreign-register' | 'account'; value: string }>;
type Identifiers = Pick<Identification, 'creditCode' | 'foreignRegister' | 'account'>;

/** What of a registration is reserved for one body, each in a stream of its own; a number, within its register. */
export const reservationsOf = ({ creditCode, foreignRegister, account }: Identifiers): readonly Reservation[] => [
  ...(creditCode === null ? [] : [{ kind: 'credit-code', value: creditCode } as const]),
  ...(foreignRegister === null ? [] : [{ kind: 'foreign-register', value: `${foreignRegister.country}-${plainName(foreignRegister.register)}-${plainNumber(foreignRegister.number)}` } as const]),
  ...(account === null ? [] : [{ kind: 'account', value: account } as const]),
];

const POINTERS = { 'credit-code': '/creditCode', 'foreign-register': '/foreignRegister', account: '/account' } as const;
const TAKEN = { 'credit-code': 'organisation/code-taken', 'foreign-register': 'organisation/register-taken', account: 'organisation/account-taken' } as const;

/** The refusal of what another body holds names that body and, where that is known, the one that it was merged into. */
const taken = ({ kind, value }: Reservation, holder: string, { bodies }: Organisations, { bodyByCode }: Directory): Refusal => {
  const known = bodies[holder];
  const byCode = kind === 'credit-code' ? bodyByCode(value) : undefined;
  const into = known?.status === 'merged' ? known.into.organisation : byCode?.id === holder ? byCode.into : null;
  return refuse(TAKEN[kind], POINTERS[kind], into === null
    ? { en: `It is ${holder}.`, zh: `该机构为 ${holder}。` }
    : { en: `It is ${holder}, which was merged into ${into}.`, zh: `该机构为 ${holder}，已并入 ${into}。` });
};

/** Takes for a body what nobody holds, and says what others do. */
const reserved = (organisation: string, asked: readonly Reservation[], state: Organisations, directory: Directory): Readonly<{ facts: readonly OrganisationFact[]; wrong: readonly Refusal[] }> => {
  const streams = asked.map((each) => ({ each, stream: reservationOf(each.kind, each.value) }));
  return {
    facts: streams.filter(({ stream }) => state.holders[stream] === undefined)
      .map(({ each, stream }) => ({ type: 'IdentifierReserved', effectiveOn: null, data: { organisation, ...each }, stream })),
    wrong: streams.flatMap(({ each, stream }) => {
      const holder = state.holders[stream];
      return holder === undefined || holder === organisation ? [] : [taken(each, holder, state, directory)];
    }),
  };
};

/** Bodies that the state administration itself registers have the country's digits, which no list of regions holds. */
const REGISTERED_BY_THE_STATE = '100000';

/**
 * A code is checked in two steps: an error, or a warning that needs evidence (notes, 8.6). Its region digits are those
 * at registration, so they are looked for among all regions that ever were, and an unknown one is a warning only.
 */
const checked = (creditCode: string | null, evidence: Source | null, directory: Directory): Readonly<{ warnings: Warning[]; wrong: readonly Refusal[] }> => {
  if (creditCode === null) return { warnings: [], wrong: evidence ? [refuse('organisation/evidence-without-code', '/creditCodeEvidence')] : [] };
  const { verdict, reason, warning } = checkCreditCode(creditCode);
  if (verdict === 'invalid') return { warnings: [], wrong: [refuse('organisation/code-invalid', '/creditCode', reason)] };
  const digits = creditCode.slice(2, 8);
  const warnings = [
    ...(warning ? [{ code: 'organisation/code-check-fails', ...warning }] : []),
    ...(digits !== REGISTERED_BY_THE_STATE && directory.regionFault(digits, null) ? [{
      code: 'organisation/code-region-unknown', en: `The digits 3 to 8 of the code, ${digits}, are no region that is known; compare them with the certificate.`,
      zh: `代码第3至8位${digits}不是已知的地区；请与证照核对。`,
    }] : []),
  ];
  return { warnings, wrong: warning && !evidence ? [refuse('organisation/code-needs-evidence', '/creditCodeEvidence', warning)] : [] };
};

/**
 * A region is there, and had not ended before the body began. Many a body is older than the region that it lies in, so
 * what counts is that the region stood when the body began, or in some later year.
 */
const wrongRegion = ({ at, directory, data: { region, existsFrom } }: RegisterOrganisation): readonly Refusal[] => {
  if (region === null) return [];
  const unknown = directory.regionFault(region, null);
  if (unknown) return [refuse('organisation/region-unknown', '/region', undefined, [{ pointer: '/region', ...unknown }])];
  const ended = existsFrom === null ? undefined : directory.regionFault(region, existsFrom);
  if (existsFrom === null || !ended) return [];
  const [first, last] = [Number(existsFrom.slice(0, 4)) + 1, Number(dateInShanghai(at).slice(0, 4))];
  for (let year = first; year <= last; year += 1) if (!directory.regionFault(region, String(year).padStart(4, '0'))) return [];
  return [refuse('organisation/region-ended', '/region', undefined, [{ pointer: '/region', ...ended }])];
};

/** Registers a body under its names; nothing is filled in that its source does not state. */
export const register = (command: RegisterOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, directory, data } = command;
  const { id, source, creditCode, creditCodeEvidence, foreignRegister, account, ...stated } = data;
  // Nobody's own yet: whoever registers it is over its region.
  if (!mayAct({ region: stated.region, account: null }, actor, directory)) throw refuse('organisation/region-not-yours', '/region');
  if (account !== null && !isAssociationOver(stated, actor, directory)) throw refuse('organisation/account-not-yours', '/account');
  const grade = gradeOf(actor, source);
  if (state.bodies[id]) throw refuse('organisation/exists', '/id');
  const code = checked(creditCode, creditCodeEvidence, directory);
  const held = reserved(id, reservationsOf(data), state, directory);
  mustHold([
    ...wrongRegion(command), ...unsourced(actor, source, false), ...wrongDates(command, stated),
    ...stated.parents.flatMap((parent, n) => wrongParent(id, parent, state, `/parents/${n}`)), ...code.wrong, ...held.wrong,
  ]);
  const codes = { creditCode, creditCodeEvidence, foreignRegister, account, warnings: code.warnings };
  return [
    {
      type: 'OrganisationRegistered', effectiveOn: stated.existsFrom,
      data: { organisation: id, ...stated, names: [...stated.names], types: [...stated.types], parents: [...stated.parents], ...codes, grade, source, by: partyOf(actor) },
    },
    ...held.facts,
  ];
};

const wrongDates = (command: RegisterOrganisation, { names, types, parents, existsFrom }: Pick<Registration, 'names' | 'types' | 'parents' | 'existsFrom'>): readonly Refusal[] => [
  ...yetToCome(existsFrom, command, '/existsFrom'),
  ...names.flatMap(({ from }, n) => [...yetToCome(from, command, `/names/${n}/from`), ...preceding(from, existsFrom, `/names/${n}/from`)]),
  ...([['types', types], ['parents', parents]] as const).flatMap(([name, all]) =>
    all.flatMap(({ from, to }, n) => [...yetToCome(from, command, `/${name}/${n}/from`), ...reversed(from, to, `/${name}/${n}/to`)])),
  ...parents.flatMap(({ to }, n) => yetToCome(to, command, `/parents/${n}/to`)),
];

const isSameSource = (a: Source | null, b: Source | null): boolean => a?.document === b?.document && a?.quote === b?.quote;

/** Gives a body the code, the number or the account that it was registered without, and a code that it has its evidence. */
export const identify = (command: IdentifyOrganisation, state: Organisations): readonly OrganisationFact[] => {
  const { actor, directory, data: { creditCode, creditCodeEvidence, foreignRegister, account, source } } = command;
  const it = mine(command, state);
  if (account !== null && !isAssociationOver(it, actor, directory)) throw refuse('organisation/account-not-yours', '/account');
  const grade = gradeOf(actor, source);
  mustBeLive(it);
  const asked = reservationsOf({ creditCode, foreignRegister, account });
  const others = asked.filter(({ kind, value }) => reservationsOf(it).some((each) => each.kind === kind && each.value !== value));
  const isKnown = creditCode !== null && creditCode === it.creditCode;
  const code = checked(creditCode, creditCodeEvidence ?? (isKnown ? it.creditCodeEvidence : null), directory);
  const held = reserved(it.id, asked.filter((each) => !others.includes(each)), state, directory);
  mustHold([
    ...unsourced(actor, source, isOwn(it, actor)), ...code.wrong, ...others.map(({ kind }) => refuse('organisation/identified', POINTERS[kind])), ...held.wrong,
  ]);
  const isEvidenceNew = isKnown && creditCodeEvidence !== null && !isSameSource(creditCodeEvidence, it.creditCodeEvidence);
  if (held.facts.length === 0 && !isEvidenceNew) return [];
  const warnings = code.warnings.filter((each) => !it.warnings.some((known) => known.code === each.code));
  return [
    { type: 'OrganisationIdentified', effectiveOn: null, data: { organisation: it.id, creditCode, creditCodeEvidence, foreignRegister, account, warnings, grade, source, by: partyOf(actor) } },
    ...held.facts,
  ];
};
