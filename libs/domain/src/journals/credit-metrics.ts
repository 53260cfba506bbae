import { emptyMirror, type LineFact, lineEvents, type Mirror, mirrored } from '../credit/line/index.js';
import type { Journal } from '../kernel/journal.js';
import type { Recorded } from '../kernel/message.js';
import { type Life, lifeEntries, mirrorEntries, type Posting, postingEntries } from './credit-figures.js';

/** One movement, or the life of a line: a line that is drawn a thousand times has a thousand small rows and not one that grows. */
export type CreditMetricsRow = Readonly<{ kind: 'movement'; posting: Posting | null }> | Readonly<{ kind: 'line'; life: Life | null; mirror: Mirror }>;

const LIFE: ReadonlySet<string> = new Set<LineFact['type']>([
  'CreditLineNominated', 'CreditLineApproved', 'CreditLineDeclined', 'CreditLineSigned', 'CreditLineActivated', 'CreditLineReduced', 'LimitReturned', 'CreditLineClosed', 'CreditLineExpired',
]);
/** What a mirrored line is told in. */
const MIRROR: ReadonlySet<string> = new Set<LineFact['type']>(['CreditDrawn', 'CreditRepaid', 'StatementNoted']);

/** What stops a line, rates its borrower or explains a difference is no figure. */
const NOT_COUNTED: ReadonlySet<string> = new Set<LineFact['type']>(['CreditLineFrozen', 'CreditLineReleased', 'BorrowerScored', 'DiscrepancyExplained']);

const isPosting = (fact: LineFact): fact is Posting => 'movement' in fact.data && fact.data.movement !== null && fact.data.mode === 'ledger';

const limited = (life: Life, fact: LineFact & { data: { on: string; limit: { amount: string } } }): Life => ({ ...life, limits: [...life.limits, { on: fact.data.on, limit: fact.data.limit.amount }] });

const lived = (life: Life | null, fact: LineFact): Life | null => {
  if (fact.type === 'CreditLineNominated') {
    const { line, programme, batch, bank, borrower, region, track, product, mode } = fact.data;
    return { about: { line, programme, batch, bank, borrower, region, track, product, mode }, currency: fact.data.limit.currency, revolving: fact.data.revolving, nominated: fact.effectiveOn ?? '', approved: null, signed: null, signedBy: 'submitted', active: null, ended: null, limits: [] };
  }
  if (life === null) return null;
  switch (fact.type) {
    case 'CreditLineApproved': return limited({ ...life, approved: fact.data.on }, fact);
    case 'CreditLineSigned': return { ...life, signed: fact.data.on, signedBy: fact.data.grade };
    case 'CreditLineActivated': return { ...life, active: fact.data.on };
    case 'CreditLineReduced': return limited(life, fact);
    case 'CreditLineDeclined': case 'CreditLineClosed': case 'CreditLineExpired': return { ...life, ended: life.ended ?? fact.data.on };
    default: return life;
  }
};

/** The metrics of credit: the balances of its accounts, what was drawn and repaid, limits by how far a line has come, and firms. */
export const creditMetrics: Journal<CreditMetricsRow, LineFact> = {
  name: 'credit-metrics',
  version: 1,
  handles: lineEvents.map(({ type }) => type).filter((type) => !NOT_COUNTED.has(type)),
  keysOf: (fact: Recorded<LineFact>) => [
    ...(LIFE.has(fact.type) || (fact.data.mode === 'mirror' && MIRROR.has(fact.type)) ? [fact.data.line] : []),
    ...(isPosting(fact) ? [`${fact.data.line}/${String(fact.version).padStart(9, '0')}`] : []),
  ],
  initialRow: (key) => (key.includes('/') ? { kind: 'movement', posting: null } : { kind: 'line', life: null, mirror: emptyMirror }),
  evolve: (row, fact) => {
    if (row.kind === 'movement') {
      const { type, effectiveOn, data } = fact as Recorded<Posting>;
      return { kind: 'movement', posting: { type, effectiveOn, data } as Posting };
    }
    return { ...row, life: lived(row.life, fact), mirror: fact.data.mode === 'mirror' ? mirrored(row.mirror, fact) : row.mirror };
  },
  entries: (row) => {
    if (row.kind === 'movement') return row.posting === null ? [] : postingEntries(row.posting);
    return row.life === null ? [] : [...lifeEntries(row.life), ...(row.life.about.mode === 'mirror' ? mirrorEntries(row.life, row.mirror) : [])];
  },
};
