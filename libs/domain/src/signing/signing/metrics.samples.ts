import { type Entry, postings } from '../../kernel/journal.js';
import type { Recorded } from '../../kernel/message.js';
import { signingMetrics, type SigningMetricsRow } from '../../journals/signing-metrics.js';
import type { SigningFact } from './signing.events.js';
import { alone, approve, associationSecond, attest, decide, SIGNING } from './signing.samples.js';
import type { SigningCommand } from './signing.js';
import type { Terms } from './terms.js';

export type Told = Readonly<{ row: SigningMetricsRow; posted: readonly Entry[] }>;
export const begun: Told = { row: signingMetrics.initialRow(SIGNING), posted: [] };

/** The row and what was posted on the way, after one more command; a refused one leaves everything as it is. */
export const tell = ({ row, posted }: Told, command: SigningCommand, keep = (each: SigningMetricsRow): SigningMetricsRow => each): Told =>
  decide(command, row.state).reduce<Told>((before, fact, ordinal) => {
    const recorded: Recorded<SigningFact> = {
      ...fact, id: `${command.id}-${ordinal}`, position: 1, stream: `signing-${SIGNING}`, version: 1, schemaVersion: 1, ordinal,
      recordedAt: command.at, commandId: command.id, metadata: { actor: command.actor },
    };
    const after = keep(signingMetrics.evolve(before.row, recorded));
    return { row: after, posted: [...before.posted, ...postings(signingMetrics.entries(before.row), signingMetrics.entries(after))] };
  }, { row, posted });

export const after = (...commands: readonly SigningCommand[]): Told => commands.reduce<Told>((told, command) => tell(told, command), begun);
export const entriesOf = (metric: string, ...commands: readonly SigningCommand[]): readonly Entry[] =>
  signingMetrics.entries(after(...commands).row).filter((entry) => entry.metric === metric);

/** The date, the region and the signed value of each entry. */
export const brief = (entries: readonly Entry[]): string[] =>
  entries.map(({ effectiveOn, region, sign, value, unit }) => `${effectiveOn} ${region} ${sign === 1 ? '+' : '-'}${value} ${unit}`);
export const bounds = (entries: readonly Entry[]): string[] =>
  entries.map(({ effectiveOn, sign, low, value, high, precision }) => `${effectiveOn} ${sign === 1 ? '+' : '-'}[${low}, ${value}, ${high}] ${precision}`);

const DECIMALS = 12;
export const scaled = (text: string): bigint => {
  const [whole = '0', rest = ''] = text.replace('-', '').split('.');
  return BigInt(`${whole}${rest.padEnd(DECIMALS, '0')}`) * (text.startsWith('-') ? -1n : 1n);
};
export const ONE = scaled('1');
export const total = (entries: readonly Entry[]): bigint => entries.reduce((sum, { sign, value }) => sum + BigInt(sign) * scaled(value), 0n);

export const thirds: Terms = {
  ...alone, hosts: [{ region: '510100', share: '1/3' }, { region: '500000', share: '1/3' }, { region: '310000', share: '1/3' }],
};
export const exactly = (amount: string, currency = 'CNY'): Terms['amount'] => ({ amount, currency, op: '=', kind: 'total-investment', text: null });
export const words = (op: '~' | '<~' | '>' | '<', amount: string, text: string): Terms['amount'] => ({ amount, currency: 'CNY', op, kind: 'total-investment', text });
export const admittedWith = (terms: Terms): readonly SigningCommand[] => [attest({ terms }), approve({}, associationSecond)];
/** A second person of the association lets a change of an attested signing take effect. */
export const changed = (change: SigningCommand): readonly SigningCommand[] => [{ ...change, actor: attest().actor } as SigningCommand, approve({}, associationSecond)];
