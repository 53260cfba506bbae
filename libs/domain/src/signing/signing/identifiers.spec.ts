import { type Desk, empty, externalIdStream, type DeskFact } from './desk.js';
import {
  annul, approve, associationSecond, attest, chengdu, chengduSecond, confirm, documentOf, identify, outside, report, SIGNING, submit, terminate, withdraw,
} from './signing.samples.js';
import { signing, type SigningCommand } from './signing.js';
import type { ExternalId } from './state.js';
import { externalIdSchema } from './terms.js';

const OTHER = '019a0c00-0000-7000-8000-000000000002';
const id17 = { scheme: 'oa', id: '2024-17' };
const ofChengdu: ExternalId = { organisation: 'chengdu-commerce', ...id17 };
const byNumber = { externalIds: [id17] };

/** What lies in the log after commands, each on the streams that it names, as an append would have it. */
const logAfter = (...commands: readonly SigningCommand[]) => {
  const streams = new Map<string, readonly DeskFact[]>();
  const deskFor = (command: SigningCommand): Desk => signing.streamsOf(command).flatMap((stream) => streams.get(stream) ?? [])
    .reduce(signing.evolve, { ...empty, documents: { [documentOf(chengdu).id]: documentOf(chengdu) } });
  const run = (command: SigningCommand): readonly DeskFact[] => {
    const facts = signing.decide(command, deskFor(command));
    for (const fact of facts) {
      const stream = 'stream' in fact && fact.stream !== undefined ? fact.stream : signing.streamsOf(command)[0];
      expect(signing.streamsOf(command)).toContain(stream);
      streams.set(stream, [...(streams.get(stream) ?? []), fact]);
    }
    return facts;
  };
  commands.forEach(run);
  return { run, types: (stream: string) => (streams.get(stream) ?? []).map(({ type }) => type) };
};
const other = <C extends SigningCommand>(command: C): C => ({ ...command, data: { ...command.data, id: OTHER } });

describe('outside numbers', () => {
  it('are reserved with the submission, each in a stream of its own', () => {
    const command = submit({ externalIds: [id17, { scheme: 'crm', id: '9' }] });
    expect(signing.streamsOf(command)).toEqual([`signing-${SIGNING}`, externalIdStream(ofChengdu), externalIdStream({ organisation: 'chengdu-commerce', scheme: 'crm', id: '9' })]);
    expect(logAfter().run(command)).toMatchObject([
      { type: 'SigningSubmitted', data: { externalIds: [ofChengdu, { scheme: 'crm' }] } },
      { type: 'ExternalIdReserved', effectiveOn: null, stream: externalIdStream(ofChengdu), data: { signing: SIGNING, ...ofChengdu } },
      { type: 'ExternalIdReserved', data: { scheme: 'crm' } },
    ]);
  });

  it('belong to one signing of an organisation, and the other is named', () => {
    const { run } = logAfter(submit(byNumber));
    expect(() => run(other(submit(byNumber)))).toThrow(expect.objectContaining({ code: 'signing/external-id-taken', faults: [expect.objectContaining({ pointer: '/externalIds/0' })] }));
    expect(() => run(other(submit(byNumber)))).toThrow(new RegExp(`It is that of ${SIGNING}\\.$`));
    expect(() => run(other(submit({ externalIds: [{ scheme: 'oa', id: '18' }, id17] })))).toThrow(expect.objectContaining({ faults: [expect.objectContaining({ pointer: '/externalIds/1' })] }));
  });

  it('may be the same in another scheme, and of another organisation', () => {
    const { run } = logAfter(submit(byNumber));
    expect(run(other(submit({ externalIds: [{ scheme: 'crm', id: '2024-17' }] })))).toHaveLength(2);
    expect(run(identify(byNumber))).toMatchObject([{ type: 'SigningIdentified', data: { externalIds: [{ ...id17, organisation: 'chongqing-commerce' }] } }, { type: 'ExternalIdReserved' }]);
  });

  it('never share a stream, whatever hyphens and slashes they have', () => {
    const streams = [
      { organisation: 'a', scheme: 'b-c', id: 'd' }, { organisation: 'a-b', scheme: 'c', id: 'd' }, { organisation: 'a', scheme: 'b', id: 'c-d' }, { organisation: 'a', scheme: 'b', id: 'c/d' },
      { organisation: 'a/b', scheme: 'c', id: 'd' }, { organisation: 'a', scheme: 'b/c', id: 'd' }, { organisation: 'a', scheme: 'b', id: 'C/d' }, { organisation: 'a%2Fb', scheme: 'c', id: 'd' },
    ].map(externalIdStream);
    expect(new Set(streams).size).toBe(streams.length);
  });

  it('stated twice are stated once', () => {
    expect(logAfter().run(submit({ externalIds: [id17, id17] }))).toMatchObject([{ data: { externalIds: [ofChengdu] } }, { type: 'ExternalIdReserved' }]);
    const { run } = logAfter(submit(byNumber));
    expect(run(identify(byNumber, chengduSecond))).toEqual([]);
    expect(run(identify({ externalIds: [id17, { scheme: 'crm', id: '9' }] }, chengdu))).toMatchObject([
      { type: 'SigningIdentified', data: { externalIds: [{ organisation: 'chengdu-commerce', scheme: 'crm', id: '9' }], by: { principal: 'chengdu-1' } } }, { type: 'ExternalIdReserved' },
    ]);
  });

  it('are free again after a withdrawal or an annulment, and for no other end', () => {
    const held = [ofChengdu, outside];
    const road = [submit(byNumber), identify()];
    const left = logAfter(...road, withdraw({ externalIds: held }));
    expect(left.types(externalIdStream(ofChengdu))).toEqual(['ExternalIdReserved', 'ExternalIdReleased']);
    expect(left.run(other(submit(byNumber)))).toHaveLength(2);
    expect(left.run(withdraw({ externalIds: held }))).toEqual([]);
    expect(left.types(externalIdStream(ofChengdu))).toEqual(['ExternalIdReserved', 'ExternalIdReleased', 'ExternalIdReserved']);
    const annulled = logAfter(...road, confirm(), approve(), annul({ externalIds: held }));
    expect(annulled.types(externalIdStream(outside))).toEqual(['ExternalIdReserved', 'ExternalIdReleased']);
    expect(annulled.run(other(submit(byNumber)))).toHaveLength(2);
    expect(() => logAfter(...road, confirm(), approve(), terminate()).run(other(submit(byNumber)))).toThrow(expect.objectContaining({ code: 'signing/external-id-taken' }));
  });

  it('that were stated meanwhile are not left behind', () => {
    expect(() => logAfter(submit(byNumber), identify()).run(withdraw({ externalIds: [ofChengdu] }))).toThrow(expect.objectContaining({ code: 'signing/moved-meanwhile' }));
    expect(() => logAfter(submit(byNumber), confirm(), approve()).run(annul())).toThrow(expect.objectContaining({ code: 'signing/moved-meanwhile' }));
  });

  it('are stated of whatever stands, and not of what has left', () => {
    for (const commands of [[submit()], [attest(), approve({}, associationSecond)], [submit(), confirm(), approve(), terminate()]]) expect(logAfter(...commands).run(identify())).toHaveLength(2);
    expect(() => logAfter(submit(), withdraw()).run(identify())).toThrow(expect.objectContaining({ code: 'signing/withdrawn' }));
    expect(() => logAfter(submit(), confirm(), approve(), annul()).run(identify())).toThrow(expect.objectContaining({ code: 'signing/annulled' }));
  });

  it('leave documents where they are: an act that names both streams writes each fact to its own', () => {
    const { run, types } = logAfter(submit(byNumber), confirm(), approve());
    expect(run(report()).map(({ type }) => type)).toEqual(['MilestoneReported', 'DocumentReferred']);
    expect(types(`document-${documentOf(chengdu).id}`)).toEqual(['DocumentReferred']);
  });

  it('are text that can be printed', () => {
    expect(externalIdSchema.safeParse({ scheme: 'oa', id: '川招〔2024〕17号' }).success).toBe(true);
    for (const wrong of [{ scheme: 'OA', id: '1' }, { scheme: 'oa', id: '' }, { scheme: 'oa', id: 'a\u0000b' }, { scheme: 'oa', id: '\ud800' }]) expect(externalIdSchema.safeParse(wrong).success).toBe(false);
  });
});
