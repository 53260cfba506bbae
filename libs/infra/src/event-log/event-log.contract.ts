import { randomUUID } from 'node:crypto';
import type { Fact, Metadata } from '@entente/domain/kernel/message';
import { type Append, type EventLog, type Expected, type Outcome } from './event-log.js';
import { NotCanonical, sha256Hex } from './canonical.js';
import type { EventTypes } from './event-types.js';

export const metadata: Metadata = {
  actor: { principal: 'p-1', organisation: 'o-1', role: 'region', region: '510100' },
};

/** The types of the contract's own facts. */
export const sampleTypes: EventTypes = { versionOf: () => 1, upcast: (stored) => stored };

export const sampleFact = (n: number, stream?: string): Fact => ({
  type: 'Counted', effectiveOn: '2024-01-11', data: { n, words: '约10亿元' }, ...(stream === undefined ? {} : { stream }),
});

export const anAppend = (
  stream: string, version: number, facts: readonly Fact[] = [sampleFact(version + 1)], more: Partial<Append> = {},
): Append => ({
  commandId: randomUUID(), inputHash: sha256Hex(stream), expect: [{ stream, version }], facts, metadata, ...more,
});

const kinds = (outcomes: readonly Outcome[]): string[] => outcomes.map(({ outcome }) => outcome);

/** What every log keeps. `open` makes an empty log. */
export const eventLogContract = (name: string, open: () => Promise<{ log: EventLog; close: () => Promise<void> }>): void => {
  describe(`${name} keeps the contract of the log`, () => {
    let log: EventLog;
    let close: () => Promise<void>;
    beforeAll(async () => ({ log, close } = await open()));
    afterAll(() => close());
    const stream = (): string => `sample-${randomUUID()}`;
    const one = async (append: Append): Promise<Outcome> => (await log.append([append]))[0] as Outcome;

    it('gives back what was appended, in order and with every column', async () => {
      const s = stream();
      const append = anAppend(s, 0, [sampleFact(1), sampleFact(2)]);
      const outcome = await one(append);
      const { facts } = await log.read(s, 0);
      expect(outcome).toMatchObject({ outcome: 'appended', receipt: { stream: s, version: 2, position: facts[1]?.position } });
      expect(facts.map(({ version, data }) => [version, data])).toEqual([[1, sampleFact(1).data], [2, sampleFact(2).data]]);
      expect(facts[0]).toMatchObject({ type: 'Counted', effectiveOn: '2024-01-11', ordinal: 0, commandId: append.commandId, metadata });
      expect(facts[0]?.recordedAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect((await log.read(s, 1)).facts).toHaveLength(1);
    });

    it('refuses an expectation that does not hold', async () => {
      const s = stream();
      expect(await one(anAppend(s, 1))).toMatchObject({ outcome: 'conflict' });
      await one(anAppend(s, 0));
      expect(await one(anAppend(s, 0))).toMatchObject({ outcome: 'conflict' });
    });

    it('lets exactly one of twenty appends with the same expected version win', async () => {
      const s = stream();
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => one(anAppend(s, 0))));
      expect(kinds(outcomes).filter((kind) => kind === 'appended')).toHaveLength(1);
      expect((await log.read(s, 0)).facts).toHaveLength(1);
    });

    it('answers the same command twice with one effect and two equal receipts, also while in flight', async () => {
      const s = stream();
      const append = anAppend(s, 0);
      const [a, b] = await Promise.all([one(append), one(append)]);
      const later = await one(append);
      expect(kinds([a, b] as Outcome[]).sort()).toEqual(['appended', 'replayed']);
      expect((a as { receipt: unknown }).receipt).toEqual((b as { receipt: unknown }).receipt);
      expect((later as { receipt: unknown }).receipt).toEqual((a as { receipt: unknown }).receipt);
      expect((await log.read(s, 0, append.commandId)).known).toEqual({
        inputHash: append.inputHash, receipt: (a as { receipt: unknown }).receipt,
      });
    });

    it('tells a command id that comes back with another question', async () => {
      const append = anAppend(stream(), 0);
      await one(append);
      expect(await one({ ...append, inputHash: sha256Hex('another') })).toEqual({ outcome: 'key reused' });
    });

    it('gives a receipt to a command that decided nothing', async () => {
      const s = stream();
      await one(anAppend(s, 0));
      const idle = anAppend(s, 1, []);
      const outcome = await one(idle);
      expect(outcome).toMatchObject({ outcome: 'appended', receipt: { stream: s, version: 1 } });
      expect(await one(idle)).toMatchObject({ outcome: 'replayed', receipt: (outcome as { receipt: object }).receipt });
    });

    it('appends to several streams or to none, and a guard that moved fails the whole', async () => {
      const [line, programme] = [stream(), stream()];
      const both: readonly [Expected, ...Expected[]] = [{ stream: line, version: 0 }, { stream: programme, version: 0 }];
      await one(anAppend(line, 0, [sampleFact(1), sampleFact(1, programme), sampleFact(2)], { expect: both }));
      expect((await log.read(line, 0)).facts.map(({ version }) => version)).toEqual([1, 2]);
      expect((await log.read(programme, 0)).facts).toHaveLength(1);

      const guarded: readonly [Expected, ...Expected[]] = [{ stream: line, version: 2 }, { stream: programme, version: 0 }];
      expect(await one(anAppend(line, 2, [sampleFact(3)], { expect: guarded }))).toMatchObject({ outcome: 'conflict' });
      expect((await log.read(line, 0)).facts).toHaveLength(2);
    });

    it('takes several appends on one stream in one group; a conflict in the middle spares what went before, and all that rests on it is one too', async () => {
      const [s, other] = [stream(), stream()];
      const outcomes = await log.append([anAppend(s, 0), anAppend(s, 1), anAppend(s, 7), anAppend(s, 2), anAppend(other, 0)]);
      expect(kinds(outcomes)).toEqual(['appended', 'appended', 'conflict', 'conflict', 'appended']);
      expect((await log.read(s, 0)).facts.map(({ version }) => version)).toEqual([1, 2]);
    });

    it('appends nothing that was decided on facts which another wrote in their place', async () => {
      const s = stream();
      const theirs = anAppend(s, 0);
      await one(theirs);
      expect(kinds(await log.append([anAppend(s, 0), anAppend(s, 1)]))).toEqual(['conflict', 'conflict']);
      expect(kinds(await log.append([theirs, anAppend(s, 1)]))).toEqual(['replayed', 'conflict']);
      expect(kinds(await log.append([{ ...theirs, inputHash: sha256Hex('another') }, anAppend(s, 1)]))).toEqual(['key reused', 'conflict']);
      expect((await log.read(s, 0)).facts).toHaveLength(1);
    });

    it('gives repetitions that come together their receipts, each behind another that writes nothing', async () => {
      const s = stream();
      const appends = [anAppend(s, 0), anAppend(s, 1), anAppend(s, 2)];
      const first = await log.append(appends);
      const again = await log.append([anAppend(s, 0), ...appends.map((append, n) => ({ ...append, expect: [{ stream: s, version: 3 + n }] as const }))]);
      expect(again).toMatchObject([{ outcome: 'conflict' }, ...first.map((outcome) => ({ outcome: 'replayed', receipt: (outcome as { receipt: object }).receipt }))]);
    });

    it('lets pass what was decided on a guard whose append failed for another reason', async () => {
      const [s, guard] = [stream(), stream()];
      await one(anAppend(guard, 0));
      const guarded = anAppend(s, 7, undefined, { expect: [{ stream: s, version: 7 }, { stream: guard, version: 1 }] });
      expect(kinds(await log.append([guarded, anAppend(guard, 1)]))).toEqual(['conflict', 'appended']);
    });

    it('refuses a NUL, half a character and a number out of range before it joins a group, and harms nobody else', async () => {
      const good = stream();
      const bad = ['a\u0000b', '\ud800', 2 ** 60, Number.NaN].map((value) =>
        one(anAppend(stream(), 0, [{ ...sampleFact(1), data: { value } }])));
      const beside = one(anAppend(good, 0));
      for (const each of bad) await expect(each).rejects.toBeInstanceOf(NotCanonical);
      expect((await beside).outcome).toBe('appended');
    });

    it('has dense positions in the order of the receipts', async () => {
      const receipts = await Promise.all(Array.from({ length: 50 }, () => one(anAppend(stream(), 0))));
      const positions = receipts.map((outcome) => (outcome as { receipt: { position: number } }).receipt.position).sort((a, b) => a - b);
      expect(positions.map((position) => position - (positions[0] as number))).toEqual(positions.map((_, n) => n));
    });
  });
};

