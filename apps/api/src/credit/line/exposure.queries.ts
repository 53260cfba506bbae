import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { holdsOn, type KnownConsent } from '@entente/domain/credit/consent';
import { isNothing, nothing, plus } from '@entente/domain/credit/ledger';
import { type KnownLine, lineStream, seesTotalsOnly } from '@entente/domain/credit/line';
import { standingFor } from '@entente/domain/kernel/directory';
import type { Actor } from '@entente/domain/kernel/message';
import { dateInShanghai } from '@entente/domain/kernel/period';
import { creditLines, type CreditLineRow } from '@entente/domain/views/credit-lines';
import { organisations } from '@entente/domain/views/organisations';
import { ReadsLedger } from '@entente/infra/access/reads';
import { Problem } from '../../http/problems.js';
import type { Moment } from '../../reading/as-of.js';
import { ReadersProgress } from '../../reading/progress.js';
import { ReadModel, type Snapshot } from '../../reading/read-model.js';
import { Directories } from '../../territory/directories.js';
import { CooperationStreams } from '../../cooperation/cooperation.streams.js';
import type { ExposureQuery } from './exposure.requests.js';
import { owedIn } from './line.shown.js';

type Sums = Readonly<{ currency: string; lines: number; active: string; reserved: string; outstanding: string; overdue: string }>;
type Body = Readonly<{ organisation: string; name: string }>;
export type ExposureAnswer = Readonly<{
  creditCode: string; scope: KnownConsent['scope']; purpose: string | null; until: string | null; on: string; asOf: Moment; bodies: readonly Body[]; totals: readonly Sums[];
  banks: readonly (Sums & Readonly<{ bank: string; name: string }>)[] | null;
}>;

export class ExposureAsked extends Query<ExposureAnswer> {
  constructor(
    readonly actor: Actor,
    readonly query: ExposureQuery,
    readonly trace: string,
  ) {
    super();
  }
}

/** It is told alike whatever is missing, so that nothing of the borrower can be learnt from it. */
const consentNeeded = (): Problem => new Problem(403, 'credit-exposure/consent-needed', {
  en: 'What a borrower owes elsewhere is told to its own people, and to the people of a bank to which it has given its consent: name one that holds today for your bank and this credit code (GET /v1/credit-consents).',
  zh: '企业在各行的授信与用信，仅告知企业本身及其授权的银行：请填贵行就该信用代码取得、且今日有效的授权（GET /v1/credit-consents）。',
});

/** The exposure of one legal person across all banks, for whoever has its consent. */
@QueryHandler(ExposureAsked)
export class ExposureAskedHandler implements IQueryHandler<ExposureAsked> {
  constructor(
    private readonly model: ReadModel,
    private readonly progress: ReadersProgress,
    private readonly directories: Directories,
    private readonly streams: CooperationStreams,
    private readonly reads: ReadsLedger,
  ) {}

  async execute({ actor, query: { creditCode, consent, minPosition }, trace }: ExposureAsked): Promise<ExposureAnswer> {
    const at = new Date().toISOString();
    const on = dateInShanghai(at);
    const given = consent === undefined ? undefined : await this.givenTo(actor, consent, creditCode, on);
    // What was acknowledged before the question is in it: lines, and who is one legal person with whom.
    const { head } = await this.progress.now();
    await Promise.all([creditLines.name, organisations.name].map((reader) => this.progress.reached(reader, Math.max(head, minPosition ?? 0))));
    // What is told is told by consent and not by region, so the question is asked for everywhere.
    const { bodies, lines, asOf } = await this.model.ask([creditLines.name, organisations.name], { ...actor, region: '*' }, async (snapshot) => {
      const found = given ? await consentingBody(snapshot, given.borrower.organisation, on) : await legalPerson(snapshot, creditCode, actor, on);
      if (!found) throw consentNeeded();
      return { bodies: found, lines: await linesOf(snapshot, found), asOf: { instant: at, node: snapshot.node, position: snapshot.position } };
    });
    await this.reads.record(actor, 'exposure', [`credit-exposure-${creditCode}`, ...lines.map(({ id }) => lineStream(id))], { trace, ...(given ? { purpose: given.purpose } : {}) });
    const [scope, counted] = [given?.scope ?? 'by-bank', lines.filter((line) => isCounted(line, at, on))];
    return {
      creditCode, scope, purpose: given?.purpose ?? null, until: given?.until ?? null, on, asOf, bodies, totals: sumsOf(counted, at, on),
      banks: scope === 'totals' ? null : [...new Map(counted.map(({ bank }) => [bank.organisation, bank.name]))].sort(([a], [b]) => (a < b ? -1 : 1))
        .flatMap(([bank, name]) => sumsOf(counted.filter(({ about }) => about.bank === bank), at, on).map((sums) => ({ bank, name, ...sums }))),
    };
  }

  /** The consent, where it holds today, is about this code, and was given to the bank whose people ask. It is read from the log: one that was withdrawn tells nothing from that moment on. */
  private async givenTo(actor: Actor, id: string, creditCode: string, on: string): Promise<KnownConsent> {
    const it = await this.streams.standing('credit-consent', id);
    if (!it || it.creditCode !== creditCode || !holdsOn(it, on)) throw consentNeeded();
    const directory = await this.directories.naming([it.to.organisation]);
    const body = directory.body(it.to.organisation);
    const account = body ? standingFor(body, directory).account : it.to.account;
    if (account === null || account !== actor.organisation || seesTotalsOnly(actor)) throw consentNeeded();
    return it;
  }
}

/**
 * Bodies with all that were merged into them, and the branches of these.
 * @param first the query that names the bodies to begin with; $1 is what it asks for.
 */
const withTheirs = (table: string, first: string): string =>
  `with recursive holder(key) as (${first}), one(key) as (
     select key from holder
     union select o.key collate "C" from one join ${table} o on (o.merged_into = one.key collate "default" or o.parents @> array[one.key collate "default"])
      where o.merged_into = one.key collate "default" or exists (
        select 1 from json_array_elements(o.row -> 'state' -> 'parents') as p where p ->> 'organisation' = one.key collate "default" and p ->> 'relation' = 'branch-of'
           and (p ->> 'to' is null or p ->> 'to' > $2) and (p ->> 'from' is null or p ->> 'from' <= $2)))
   select o.key as organisation, coalesce(o.row -> 'state' -> 'names' -> 0 ->> 'name', '') as name, o.account, o.key in (select key from holder) and o.merged_into is null as standing
     from ${table} o join one on one.key = o.key order by o.opened`;

type Found = Body & Readonly<{ account: string | null; standing: boolean }>;
const named = (found: readonly Found[]): readonly Body[] => found.map(({ organisation, name }) => ({ organisation, name }));

/** The bodies of which a consent tells: the one that gave it, what was merged into it, and their branches. A body that it was merged into later has not consented. */
const consentingBody = async (snapshot: Snapshot, body: string, on: string): Promise<readonly Body[]> => {
  const table = snapshot.table('', organisations.name);
  return named(await snapshot.rows<Found>(withTheirs(table, `select key collate "C" from ${table} where key = $1`), [body, on]));
};

/** The bodies that are one legal person, for its own people: that which holds the code, whatever was merged with it, and their branches; undefined for anybody else. */
const legalPerson = async (snapshot: Snapshot, creditCode: string, actor: Actor, on: string): Promise<readonly Body[] | undefined> => {
  const table = snapshot.table('', organisations.name);
  const found = await snapshot.rows<Found>(withTheirs(table, `select key collate "C" from ${table} where credit_code = $1
    union select o.merged_into collate "C" from ${table} o join holder h on o.key = h.key where o.merged_into is not null`), [creditCode, on]);
  return !seesTotalsOnly(actor) && found.some(({ account, standing }) => standing && account === actor.organisation) ? named(found) : undefined;
};

const linesOf = async (snapshot: Snapshot, bodies: readonly Body[]): Promise<readonly KnownLine[]> => {
  const found = await snapshot.rows<{ row: CreditLineRow }>(
    `select row from ${snapshot.table('', creditLines.name)} where about && $1 and row -> 'state' -> 'about' ->> 'borrower' = any($1) order by opened`, [bodies.map(({ organisation }) => organisation)]);
  return found.flatMap(({ row: { state } }) => (state.status === 'absent' ? [] : [state]));
};

/** What is open to draws, and what is owed although it is no longer. */
const isCounted = (it: KnownLine, at: string, on: string): boolean => it.status === 'active' || !isNothing(owedIn(it, at, on).outstanding);

const sumsOf = (lines: readonly KnownLine[], at: string, on: string): readonly Sums[] => {
  const sums = new Map<string, Sums>();
  for (const it of lines) {
    const { currency } = it;
    const before = sums.get(currency) ?? { currency, lines: 0, active: nothing(currency), reserved: nothing(currency), outstanding: nothing(currency), overdue: nothing(currency) };
    const owed = owedIn(it, at, on);
    const add = (a: string, b: string): string => plus(a, b, currency);
    sums.set(currency, {
      currency, lines: before.lines + 1, active: add(before.active, it.status === 'active' ? it.limit : nothing(currency)),
      reserved: add(before.reserved, owed.reserved), outstanding: add(before.outstanding, owed.outstanding), overdue: add(before.overdue, owed.overdue),
    });
  }
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
};
