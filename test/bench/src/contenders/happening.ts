import { randomUUID } from 'node:crypto';

/** The event that every contender writes: about 600 bytes of JSON, new each time. */
export type Happening = Readonly<{ id: string; project: string; amount: string; hosts: readonly { region: string; share: string }[]; note: string }>;

export const HAPPENED = 'Happened';
export const actor = { principal: 'writer-1', organisation: 'writers', role: 'region', region: '510100' } as const;

const note = 'The parties agreed on the terms that stand here, and on nothing beyond them. '.repeat(5).trim();
let written = 0;

export const happening = (): Happening => {
  written += 1;
  return {
    id: randomUUID(),
    project: `Data centre of the west, part ${written}`,
    amount: `${1_000_000 + (written % 9_000_000)}.00`,
    hosts: [{ region: '510100', share: '0.6' }, { region: '500000', share: '0.4' }],
    note,
  };
};
