import { eventType } from '@entente/domain/kernel/event-type';
import type { Recorded } from '@entente/domain/kernel/message';
import { z } from 'zod';
import { canonical } from './canonical.js';
import { metadata } from './event-log.contract.js';
import { eventTypesOf } from './event-types.js';

/** Bytes as version 1 of an imagined type wrote them, and what the two steps since then make of them. */
const STORED_V1 = '{"amount":"48.67","hosts":["510100","500000"],"text":"约48.67亿元"}';
const READ_V3 = '{"amount":{"amount":"48.67","currency":"CNY"},"hosts":[{"region":"510100"},{"region":"500000"}],"text":"约48.67亿元"}';

const words = { en: 'Something was promised.', zh: '承诺。' };
const promised = eventType('Promised', words, z.object({}), {
  version: 3,
  upcasts: {
    1: (data) => ({ ...data, hosts: (data as { hosts: string[] }).hosts.map((region) => ({ region })) }),
    2: (data) => ({ ...data, amount: { amount: (data as { amount: string }).amount, currency: 'CNY' } }),
  },
});
const gap = eventType('Lost', words, z.object({}), { version: 3, upcasts: { 2: (data) => data } });
const types = eventTypesOf([promised, gap, eventType('Plain', words, z.object({}))]);

const stored = (type: string, schemaVersion: number, bytes = STORED_V1): Recorded => ({
  type, schemaVersion, data: JSON.parse(bytes) as object, effectiveOn: '2023', id: 'e', position: 1, stream: 's', version: 1, ordinal: 0,
  recordedAt: '2024-01-01T00:00:00.000Z', commandId: 'c', metadata,
});

describe('the types of events', () => {
  it('know the newest schema version of each', () => expect([types.versionOf('Promised'), types.versionOf('Plain')]).toEqual([3, 1]));

  it('refuse to write a type that is not in the catalogue', () =>
    expect(() => types.versionOf('Nothing')).toThrow('The event type Nothing is not in the catalogue.'));

  it('bring stored bytes of an old version to the newest, step by step', () => {
    const read = types.upcast(stored('Promised', 1));
    expect(canonical(read.data)).toBe(READ_V3);
    expect(read).toEqual({ ...stored('Promised', 1), schemaVersion: 3, data: JSON.parse(READ_V3) as object });
  });

  it('begin at the version that was stored', () => {
    const second = '{"amount":"48.67","hosts":[{"region":"510100"},{"region":"500000"}],"text":"约48.67亿元"}';
    expect(canonical(types.upcast(stored('Promised', 2, second)).data)).toBe(READ_V3);
  });

  it('leave the stored fact itself as it is', () => {
    const fact = stored('Promised', 1);
    types.upcast(fact);
    expect(canonical(fact.data)).toBe(STORED_V1);
  });

  it('leave what is at the newest version, or unknown to this process, as it is', () => {
    for (const fact of [stored('Promised', 3, READ_V3), stored('Nothing', 1)]) expect(types.upcast(fact)).toBe(fact);
  });

  it('do not read a shape that came after this process with its old eyes', () =>
    expect(() => types.upcast(stored('Promised', 4, READ_V3))).toThrow('this process knows 3; update it'));

  it('say which step is missing', () =>
    expect(() => types.upcast(stored('Lost', 1))).toThrow('Lost has no way from schema version 1 to 2.'));
});
