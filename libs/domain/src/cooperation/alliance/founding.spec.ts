import { z } from 'zod';
import { byCodes } from '../../kernel/directory.js';
import { specOf } from '../../kernel/spec-of.js';
import {
  admit, agree, ALLIANCE, allianceAlone, association, decline, directoryOf, elsewhere, founding, history, idOf, openVote, personOf, propose, reason, record, rollOn, rules, secretariat, source, standingAfter, stateAfter,
} from './alliance.samples.js';
import { proposalShape, recordShape } from './terms.js';

const given = specOf(allianceAlone);
const NOBODY = '019a0c00-0000-7000-8000-0000000bffff';

describe('founding', () => {
  it('takes all of them, in whatever order, and happens with the last', () => {
    for (const order of [[2, 3], [3, 2]]) {
      const [first, last] = order.map((n) => agree({}, personOf(n), `2026-01-${10 + n}`));
      const asked = history(propose());
      given(...asked).when(first as ReturnType<typeof agree>).thenTypes('FounderAgreed');
      const facts = history(propose(), first as ReturnType<typeof agree>, last as ReturnType<typeof agree>);
      expect(facts.map(({ type }) => type)).toEqual(['AllianceProposed', 'FounderAgreed', 'FounderAgreed', 'AllianceFounded']);
      expect(stateAfter(facts)).toMatchObject({ status: 'founded', grade: 'submitted', foundedOn: `2026-01-${10 + (order[1] ?? 0)}`, rules });
    }
  });

  it('makes the founders members from that day on, and the secretariat begins with it', () => {
    const it = standingAfter(...founding);
    expect(rollOn(it, '2026-01-11')).toEqual([]);
    expect(rollOn(it, '2026-01-12')).toEqual(['1 member', '2 member', '3 member']);
    expect(it.secretariats).toMatchObject([{ party: { organisation: idOf(1) }, from: '2026-01-12', to: null }]);
  });

  it('ends with one who declines, and nothing follows', () => {
    const lapsed = history(propose(), agree(), decline());
    expect(stateAfter(lapsed)).toMatchObject({ status: 'lapsed', declined: { organisation: idOf(3), reason }, agreed: [idOf(1), idOf(2)] });
    given(...lapsed).when(decline()).thenNothing();
    given(...lapsed).when(decline({}, personOf(2))).thenRefused('alliance/lapsed');
    given(...lapsed).when(agree({}, personOf(3))).thenRefused('alliance/lapsed');
    given(...lapsed).when(propose()).thenRefused('alliance/exists');
  });

  it('is agreed to once, and not declined afterwards', () => {
    const once = history(propose(), agree());
    given(...once).when(agree()).thenNothing();
    given(...history(propose())).when(agree({}, secretariat)).thenNothing();
    given(...once).when(decline({}, personOf(2))).thenRefused('alliance/agreed');
    given(...history(...founding)).when(agree()).thenNothing();
  });

  it('is asked for by a founder, for himself', () => {
    given().when(propose({}, personOf(5))).thenRefused('party/none-of-yours');
    given().when(propose({ as: idOf(2) })).thenRefused('party/not-yours');
    given().when(propose({ as: idOf(9) })).thenRefused('party/not-among');
    given().when(propose({ founders: [idOf(1), NOBODY] })).thenRefused('party/unknown');
    given().when(propose({ territory: '999999' })).thenRefused('region/unknown-code');
    given().when(propose({ secretariat: { organisation: idOf(1), from: '2026-05', to: '2026-04' } })).thenRefused('alliance/dates-reversed');
    given().when(propose({ secretariat: { organisation: idOf(1), from: '2026-05', to: '2026-05-01' } })).thenTypes('AllianceProposed');
  });

  it('is not asked of a body that is gone; one that was merged meanwhile is spoken for by what stands for it', () => {
    const merged = directoryOf({ [idOf(2)]: { status: 'merged', into: idOf(7), account: null } });
    given().when(propose({}, secretariat, '2026-01-05', merged)).thenRefused('party/gone');
    const asked = history(propose());
    given(...asked).when(agree({}, personOf(7), '2026-01-10', merged)).thenTypes('FounderAgreed');
    given(...asked).when(agree({}, personOf(2), '2026-01-10', merged)).thenRefused('party/none-of-yours');
  });

  it('gives two founders that became one body one vote', () => {
    const merged = directoryOf({ [idOf(2)]: { status: 'merged', into: idOf(3), account: null } });
    const all = [propose(), agree({ as: idOf(2) }, personOf(3), '2026-01-10', merged), agree({ as: idOf(3) }, personOf(3), '2026-01-11', merged)];
    const founded = history(...all);
    expect(rollOn(standingAfter(...all), '2026-01-11')).toHaveLength(3);
    given(...founded).when(agree({}, personOf(3), '2026-01-10', merged)).thenRefused('party/say-for-whom');
    const applied = { type: 'MembershipApplied', effectiveOn: '2026-02-01', data: { alliance: ALLIANCE, application: openVote().data.application, member: { organisation: idOf(4), name: '', region: null, account: 'body-4' }, memberGrade: 'member', statement: null, by: { principal: '', organisation: '' } } } as const;
    const [opened] = given(...founded, applied).when(openVote({}, secretariat, '2026-02-02', merged)).facts();
    expect(opened).toMatchObject({ data: { electorate: [{ organisation: idOf(1) }, { organisation: idOf(3) }], quorum: 1 } });
  });
});

describe('an alliance that a document tells of', () => {
  it('has the founders that are named, since when it says', () => {
    const it = standingAfter(record());
    expect(it).toMatchObject({ status: 'founded', grade: 'attested', foundedOn: '2025', secretariats: [] });
    expect(rollOn(it, '2024-12-31')).toEqual([]);
    expect(rollOn(it, '2025-01-01')).toHaveLength(3);
  });

  it('may name none, and no day', () => {
    const it = standingAfter(record({ founders: [], foundedOn: null }));
    expect(it).toMatchObject({ memberships: [], foundedOn: null });
    expect(rollOn(standingAfter(record({ foundedOn: null })), '1990-01-01')).toHaveLength(3);
  });

  it('tells everything that is wrong at once', () => {
    const wrong = { founders: [idOf(1), NOBODY], territory: '999999', secretariat: { organisation: NOBODY, from: '2026-05', to: '2026-04' } };
    const pointers = (...all: readonly string[]) => expect.objectContaining({ code: 'party/unknown', faults: all.map((pointer) => expect.objectContaining({ pointer })) });
    expect(() => history(propose(wrong))).toThrow(pointers('/founders/1', '/territory', '/secretariat/organisation', '/secretariat/to'));
    expect(() => history(record({ ...wrong, foundedOn: '2027' }, elsewhere))).toThrow(pointers('/founders/1', '/territory', '/foundedOn', '/secretariat/organisation', '/secretariat/to'));
  });

  it('is entered by an association over its territory or a founder', () => {
    given().when(record({}, elsewhere)).thenRefused('party/attest-not-yours');
    given().when(record({}, secretariat)).thenRefused('party/attest-not-yours');
    given().when(record({ territory: null, founders: [idOf(4)] }, association)).thenTypes('AllianceRecorded');
    given().when(record({ territory: null, founders: [idOf(1)] }, association)).thenRefused('party/attest-not-yours');
    given().when(record({ territory: null, founders: [] }, { ...elsewhere, region: '*' })).thenTypes('AllianceRecorded');
    given().when(record({ foundedOn: '2027' })).thenRefused('alliance/date-in-future');
    given().when(record({ foundedOn: '2026' })).thenTypes('AllianceRecorded');
    given().when({ ...record({ founders: [NOBODY] }), directory: byCodes }).thenRefused('party/unknown');
  });
});

describe('a body that a document names', () => {
  const closed = directoryOf({ [idOf(2)]: { status: 'closed', to: '2024-12-31' }, [idOf(5)]: { status: 'closed', to: '2025-06' } });
  const refusedAt = (pointer: string) => expect.objectContaining({ code: 'alliance/not-there-then', faults: [expect.objectContaining({ pointer })] });

  it('may be gone today, and had not ended before the founding', () => {
    const at = (foundedOn: string | null) => () => given().when(record({ foundedOn }, association, '2026-01-05', closed)).facts();
    for (const foundedOn of ['2025', '2025-01-01']) expect(at(foundedOn)).toThrow(refusedAt('/founders/1'));
    for (const foundedOn of ['2024-12-31', '2024', null]) expect(at(foundedOn)()).toHaveLength(1);
  });

  it('had not ended before it joined', () => {
    const at = (on: string) => () => given(...history(record())).when(admit({ application: null, organisation: idOf(5), on, source }, association, '2026-01-05', closed)).facts();
    for (const on of ['2025-07-01', '2025-07']) expect(at(on)).toThrow(refusedAt('/on'));
    for (const on of ['2025-06-30', '2025-06', '2025']) expect(at(on)()).toHaveLength(1);
  });
});

describe('what founders propose', () => {
  const proposal = { name: { zh: '示例联盟' }, kind: 'service', founders: [idOf(1), idOf(2)] };
  const faults = (shape: z.ZodRawShape, said: object): string[] => {
    const { error } = z.strictObject(shape).safeParse(said);
    return (error?.issues ?? []).map(({ path }) => `/${path.join('/')}`);
  };

  it('has rules that are usual where it states none', () => expect(z.strictObject(proposalShape).parse(proposal)).toMatchObject({ rules, secretariat: null, as: null, territory: null }));

  it('tells every fault at once', () => {
    expect(faults(proposalShape, { ...proposal, founders: [idOf(1), idOf(1)], rules: { quorum: '3/2' } })).toEqual(['/founders/1', '/rules/quorum']);
    for (const quorum of ['0', '0/1', '1.01', 'half', '2']) expect(faults(proposalShape, { ...proposal, rules: { quorum } })).toEqual(['/rules/quorum']);
    for (const quorum of ['1', '1/2', '2/3', '0.6']) expect(faults(proposalShape, { ...proposal, rules: { quorum } })).toEqual([]);
    expect(faults(proposalShape, { ...proposal, founders: [idOf(1)] })).toEqual(['/founders']);
    expect(faults(recordShape, { name: { zh: '示例联盟' }, kind: 'service' })).toEqual(['/source']);
  });
});
