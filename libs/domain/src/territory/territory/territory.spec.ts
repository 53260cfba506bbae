import { specOf } from '../../kernel/spec-of.js';
import { directoryOf } from './listing.js';
import { candidatesOf } from './naming.js';
import { type TerritoryRefusal, territoryRefusals } from './refusals.js';
import { territory, type TerritoryCommand } from './territory.js';
import { after, command, facts, jianyang, list, region, register, sichuan } from './territory.samples.js';

const given = (...commands: readonly TerritoryCommand[]) => specOf(territory)(...facts(...commands));
const zone = (more: object = {}) => command('DeclareZone', { id: '510100-gaoxin', name: { zh: '高新区', en: null }, parent: '510100', counties: ['510104'], exclusive: false, from: null, ...more });
const member = (more: object) => ({ region: null, set: null, from: null, to: null, except: [], part: null, ...more });
const define = (id: string, ...members: object[]) => command('DefineRegionSet', { id, name: { zh: id, en: null }, members: members.map(member) as never });
const made = (code: string, parent: string | null = '510100', level: 'county' | 'prefecture' = 'county') => ({ code, level, name: { zh: '新', en: null }, parent });
const add = (more: object) => command('AddSetMember', { id: 'pair', member: member(more) as never });
const merge = (more: object) => command('MergeRegions', { id: '510104', with: ['510107'], into: '510107', on: '2020', ...more });
const split = (more: object) => command('SplitRegion', { id: '510104', into: [made('510111'), made('510112')], on: '2020', ...more });

/** A county that had ended before anybody entered it. */
const ended = [...list, region('510198', 'county', '甲县', '510100', { to: '2010' })];
const succeed = (id: string, ...becomes: string[]) => command('SucceedRegion', { id, becomes });
const withdraw = (id: string, version: number) => command('WithdrawChange', { id, version, reason: { code: 'mistake', text: '误记' } } as never);

/** Every refusal, and one case that it is given for. */
const refused: readonly (readonly [TerritoryRefusal, readonly TerritoryCommand[], TerritoryCommand])[] = [
  ['region/not-found', [register()], command('RenameRegion', { id: '110000', zone: false, name: { zh: '北京市', en: null }, on: '2020' })],
  ['region/not-yours', [register()], command('RenameRegion', { id: '500101', zone: false, name: { zh: '万', en: null }, on: '2020' }, sichuan)],
  ['region/not-yours', [register()], command('MoveRegion', { id: '510104', parent: '500000', code: null, name: null, on: '2020' }, sichuan)],
  ['region/not-yours', [register()], command('RegisterRegions', { id: 'territory', list: { title: 't', edition: 'e' }, regions: [region('500102', 'county', '涪陵区', '500000')] }, sichuan)],
  ['region/exists', [register()], register([region('510104', 'county', '另一个', '510100')])],
  ['region/exists', [register()], command('MoveRegion', { id: '512081', parent: '510100', code: '510104', name: null, on: '2020' })],
  ['region/ended', [register(), jianyang], command('RenameRegion', { id: '512081', zone: false, name: { zh: '简', en: null }, on: '2020' })],
  ['region/not-begun', [register(), jianyang], command('RenameRegion', { id: '510185', zone: false, name: { zh: '简', en: null }, on: '2016-05-03' })],
  ['region/date-in-future', [register()], command('RenameRegion', { id: '510104', zone: false, name: { zh: '锦', en: null }, on: '2024-07-02' })],
  ['region/parent-unknown', [], register([region('510104', 'county', '锦江区', '510100')])],
  ['region/parent-unknown', [register(), jianyang], command('MoveRegion', { id: '510104', parent: '519900', code: null, name: null, on: '2020' })],
  ['region/parent-not-above', [register()], command('MoveRegion', { id: '510104', parent: '510107', code: null, name: null, on: '2020' })],
  ['region/parent-not-above', [register()], command('MoveRegion', { id: '510100', parent: '512000', code: null, name: null, on: '2020' })],
  ['region/code-malformed', [], register([region('500100', 'prefecture', '市辖区', null)])],
  ['region/code-malformed', [register()], register([region('510171', 'county', '某开发区', '510100')])],
  ['region/code-malformed', [register()], register([region('510101', 'county', '市辖区', '510100')])],
  ['region/code-malformed', [register()], register([region('RU', 'province', '俄罗斯', null), region('JP', 'province', '日本', null)].slice(1))],
  ['region/date-in-future', [], register([region('510000', 'province', '四川省', null, { from: '2025' })])],
  ['region/ends-before-it-begins', [], register([region('510000', 'province', '四川省', null, { from: '2010', to: '2005' })])],
  ['region/ends-before-it-begins', [], register([region('510000', 'province', '四川省', null, { to: '2999' })])],
  ['region/heir-unknown', [register(ended)], succeed('510198', '510199')],
  ['region/heir-unknown', [register([...list, region('519800', 'prefecture', '甲市', '510000', { to: '2010' })])], succeed('519800', '510104')],
  ['region/heir-unknown', [], register([...ended, region('510199', 'county', '乙县', '510100', { to: '2012', becomes: ['510198'] })])],
  ['region/has-an-heir', [register(ended), succeed('510198', '510104')], succeed('510198', '510107')],
  ['region/has-not-ended', [register()], succeed('510104', '510107')],
  ['region/no-such-change', [register()], withdraw('510104', 7)],
  ['region/no-such-change', [register(), jianyang], withdraw('510104', 2)],
  ['region/no-such-change', [register()], withdraw('510104', 1)],
  ['region/others-rest-on-it', [register(), define('inner', { region: '510100' }), define('outer', { set: 'inner' })], withdraw('inner', 2)],
  ['region/others-rest-on-it', [register(), define('pair', { region: '510100' }), command('RemoveSetMember', { id: 'pair', region: '510100', set: null, on: '2020' }), add({ region: '510100', from: '2021' })], withdraw('pair', 3)],
  ['region/others-rest-on-it', [register(), define('pair'), add({ region: '510100' }), command('RemoveSetMember', { id: 'pair', region: '510100', set: null, on: '2020' })], withdraw('pair', 3)],
  ['region/others-rest-on-it', [register(), jianyang, command('RenameRegion', { id: '510185', zone: false, name: { zh: '新简', en: null }, on: '2020' })], withdraw('510185', 2)],
  ['region/not-yours', [register(), jianyang], { ...withdraw('512081', 2), actor: { ...sichuan, region: '500000' } } as TerritoryCommand],
  ['region/goes-on-otherwise', [register()], split({ into: [made('510104', '512000'), made('510111')] })],
  ['region/nothing-changes', [register()], split({ into: [made('510104'), made('510104')].slice(0, 1) })],
  ['region/twice', [], register([...list, list[0] as (typeof list)[number]])],
  ['region/twice', [register()], merge({ with: ['510104'] })],
  ['region/twice', [register()], split({ into: [made('510111'), made('510111')] })],
  ['zone/exists', [register(), zone()], zone({ counties: [] })],
  ['zone/code-malformed', [register()], zone({ id: '512000-gaoxin' })],
  ['zone/county-elsewhere', [register()], zone({ counties: ['512081'] })],
  ['zone/county-elsewhere', [register()], zone({ counties: ['510100'] })],
  ['zone/exclusive-of-one', [register()], zone({ counties: ['510104', '510107'], exclusive: true })],
  ['zone/county-elsewhere', [register(), jianyang], zone({ counties: ['510185'], from: '2014' })],
  ['zone/not-a-zone', [register()], command('RenameRegion', { id: '510104', zone: true, name: { zh: '锦', en: null }, on: '2020' })],
  ['zone/not-a-region', [register(), zone()], command('RenameRegion', { id: '510100-gaoxin', zone: false, name: { zh: '高', en: null }, on: '2020' })],
  ['zone/not-a-region', [register(), zone()], command('MoveRegion', { id: '510100-gaoxin', parent: '512000', code: null, name: null, on: '2020' })],
  ['zone/not-a-zone', [register()], command('CloseZone', { id: '510104', on: '2020' })],
  ['zone/not-a-zone', [register()], command('RedrawZone', { id: '510104', counties: [], exclusive: false, on: '2020' })],
  ['region-set/exists', [register(), define('pair')], define('pair', { region: '510100' })],
  ['region-set/not-yours', [register(), define('pair')], { ...add({ region: '510100' }), actor: sichuan } as TerritoryCommand],
  ['region-set/member-unknown', [register()], define('pair', { region: '110000' })],
  ['region-set/member-unclear', [register()], define('pair', {})],
  ['region-set/member-not-then', [register(), jianyang], define('pair', { region: '510185', from: '2010' })],
  ['region-set/member-not-then', [register(), jianyang], define('pair', { region: '512081', from: '2018' })],
  ['region-set/member-twice', [register(), define('pair', { region: '510100' })], add({ region: '510100', from: '2020' })],
  ['region-set/not-a-member', [register(), define('pair')], command('RemoveSetMember', { id: 'pair', region: '510100', set: null, on: '2020' })],
  ['region-set/in-itself', [register(), define('pair'), define('outer', { set: 'pair' })], add({ set: 'outer' })],
  ['region-set/except-elsewhere', [register()], define('pair', { region: '510100', except: ['512081'] })],
];

describe('Territory', () => {
  it.each(refused)('refuses with %s', (code, before, asked) => given(...before).when(asked).thenRefused(code));

  it('has a case for every refusal', () => expect(new Set(refused.map(([code]) => code))).toEqual(new Set(Object.keys(territoryRefusals))));

  it('tells every fault of a list at once', () => {
    try {
      given().when(register([region('510104', 'county', '锦江区', '510100'), region('110100', 'prefecture', '市辖区', '110000'), region('510104', 'county', '锦江区', '510100')])).facts();
      throw new Error('accepted');
    } catch (error) {
      expect((error as { faults: readonly { pointer: string }[] }).faults.map(({ pointer }) => pointer)).toEqual([
        '/regions/0/parent', '/regions/1/code', '/regions/1/parent', '/regions/2/code',
      ]);
    }
  });

  it('passes over what is registered alike, and enters what is new', () => {
    given(register()).when(register()).thenNothing();
    const named = [...list, region('510105', 'county', '青羊区', '510100', { formerNames: [{ zh: '西城区', en: null, until: '1990' }] })];
    given(register(named)).when(register(named)).thenNothing();
    const more = [...list, region('510105', 'county', '青羊区', '510100')];
    expect(given(register()).when(register(more)).facts()).toMatchObject([{ data: { regions: [{ code: '510105' }] } }]);
  });

  it('lets an association enter what lies below it', () => {
    given(register()).when(register([region('510105', 'county', '青羊区', '510100')], sichuan)).thenTypes('RegionsRegistered');
  });

  it('says nothing new of what stands already', () => {
    given(register()).when(command('RenameRegion', { id: '510104', zone: false, name: { zh: '锦江区', en: null }, on: '2020' })).thenNothing();
    given(register()).when(command('MoveRegion', { id: '510104', parent: '510100', code: null, name: null, on: '2020' })).thenNothing();
    given(register(), zone()).when(command('RedrawZone', { id: '510100-gaoxin', counties: ['510104'], exclusive: false, on: '2020' })).thenNothing();
    given(register(), define('pair', { region: '510100' }), command('RemoveSetMember', { id: 'pair', region: '510100', set: null, on: '2020' }))
      .when(command('RemoveSetMember', { id: 'pair', region: '510100', set: null, on: '2020' })).thenNothing();
  });

  it('tells what is wrong with the date and with the region at once', () => {
    try {
      given(register()).when(command('MoveRegion', { id: '510104', parent: '519900', code: '51010', name: null, on: '2030' })).facts();
      throw new Error('accepted');
    } catch (error) {
      expect((error as { faults: readonly { code: string }[] }).faults.map(({ code }) => code)).toEqual(['region/date-in-future', 'region/code-malformed', 'region/parent-unknown']);
    }
  });

  it('gives another name to what moves or is split and goes on under its code', () => {
    const name = { zh: '新锦江', en: null };
    given(register()).when(command('MoveRegion', { id: '510104', parent: '512000', code: null, name, on: '2020' })).thenTypes('RegionMoved');
    given(register()).when(command('MoveRegion', { id: '510104', parent: '510100', code: null, name, on: '2020' })).thenTypes('RegionRenamed');
    given(register()).when(split({ into: [{ ...made('510104'), name }, made('510111')] })).thenTypes('RegionSplit');
    expect(after(register(), split({ into: [{ ...made('510104'), name }, made('510111')] })).places.get('510104')?.names.at(-1)?.name.zh).toBe('新锦江');
    expect(after(register(), command('MoveRegion', { id: '510104', parent: '512000', code: null, name, on: '2020' })).places.get('510104')?.names.at(-1)?.name.zh).toBe('新锦江');
  });

  it('records an alias again where another source, or another confidence, stands behind it', () => {
    const alias = (confidence: string, source: object | null = null) => command('AliasRegion', { id: '510100', text: '蓉', kind: 'alias', confidence, source } as never);
    given(register(), alias('0.9')).when(alias('0.9')).thenNothing();
    given(register(), alias('0.9')).when(alias('0.95')).thenTypes('RegionAliasRecorded');
    given(register(), alias('0.9')).when(alias('0.9', { document: '公报', quote: '蓉' })).thenTypes('RegionAliasRecorded');
    expect(after(register(), alias('0.9'), alias('0.95')).places.get('510100')?.aliases).toMatchObject([{ confidence: '0.95' }]);
  });

  it('lets a member leave before the end that was foreseen', () => {
    const until = [register(), define('pair', { region: '510100', to: '2030' })];
    given(...until).when(command('RemoveSetMember', { id: 'pair', region: '510100', set: null, on: '2020' })).thenTypes('RegionSetMemberRemoved');
    expect(after(...until, command('RemoveSetMember', { id: 'pair', region: '510100', set: null, on: '2020' })).sets.get('pair')?.members[0]?.to).toBe('2020-01-01');
  });

  it('lets a member come back after it left', () => {
    const left = [register(), define('pair', { region: '510100' }), command('RemoveSetMember', { id: 'pair', region: '510100', set: null, on: '2020' })];
    given(...left).when(add({ region: '510100', from: '2019-12-31' })).thenRefused('region-set/member-twice');
    given(...left).when(add({ region: '510100', from: '2020' })).thenTypes('RegionSetMemberAdded');
  });

  it('says nothing new of a change that is entered again', () => {
    const into = { code: '510110', level: 'county', name: { zh: '新区', en: null }, parent: '510100' } as const;
    for (const [before, again] of [
      [[], jianyang], [[], merge({ into })], [[], split({})], [[], split({ into: [made('510104'), made('510111')] })], [[], zone()], [[], define('pair', { region: '510100', from: '2015' })], [[define('pair')], add({ region: '510100', from: '2015-03' })],
    ] as const) given(register(), ...before, again).when(again).thenNothing();
  });

  it('learns what a region became that had ended before', () => {
    const known = after(register(ended), succeed('510198', '510104'));
    expect(known.places.get('510198')?.successors).toEqual(['510104']);
    given(register(ended), succeed('510198', '510104')).when(succeed('510198', '510104')).thenNothing();
    expect(after(register([...ended.slice(0, -1), region('510198', 'county', '甲县', '510100', { to: '2010', becomes: ['510107'] })])).places.get('510198')?.successors).toEqual(['510107']);
  });

  it('is as if a change that is withdrawn had never been, and can be entered rightly after it', () => {
    const mistaken = command('MoveRegion', { id: '510104', parent: '512000', code: null, name: null, on: '2022' });
    const { facts: _, withdrawn: __, ...right } = after(register());
    const { facts: ___, withdrawn: ____, ...undone } = after(register(), mistaken, withdraw('510104', 2));
    expect(undone).toEqual(right);
    given(register(), mistaken, withdraw('510104', 2)).when(withdraw('510104', 2)).thenNothing();
    given(register(), merge({}), withdraw('510104', 2)).when(command('RenameRegion', { id: '510104', zone: false, name: { zh: '新', en: null }, on: '2020' })).thenTypes('RegionRenamed');
    given(register(), jianyang, withdraw('510185', 2)).when(command('MoveRegion', { id: '512081', parent: '510100', code: '510185', name: null, on: '2016-05-04' })).thenTypes('RegionMoved');
  });

  it('counts what named a code that was withdrawn for what that code was made of', () => {
    const split_ = split({ into: [made('510104'), made('510111')] });
    const gone = after(register(), split_, command('MoveRegion', { id: '510107', parent: '512000', code: null, name: null, on: '2021' }), withdraw('510104', 2));
    expect(gone.places.get('510111')).toMatchObject({ withdrawn: true, successors: ['510104'] });
    expect(directoryOf(gone).regionFault('510111', '2022')?.message.en).toContain('510104');
    expect(directoryOf(gone).within('510111', '510100')).toBe(true);
    expect(candidatesOf(gone, '510111')).toEqual([]);
    given(register(), split_, withdraw('510104', 2)).when(split_).thenTypes('RegionSplit');
    // A county that was moved below a prefecture which never was is in its province all the same.
    const merged = command('MergeRegions', { id: '510100', with: ['512000'], into: { code: '513000', level: 'prefecture', name: { zh: '新市', en: null }, parent: '510000' }, on: '2020' });
    const below = after(register(), merged, command('MoveRegion', { id: '510727', parent: '513000', code: null, name: null, on: '2021' }), withdraw('513000', 2));
    expect(directoryOf(below).within('510727', '510000')).toBe(true);
  });

  it('raises the definition of a set with every change, also with one that is withdrawn', () => {
    const definitions = [add({ region: '510700' }), withdraw('pair', 3), add({ region: '512000' })].reduce<{ done: TerritoryCommand[]; seen: number[] }>(({ done, seen }, each) => {
      const so = [...done, each];
      return { done: so, seen: [...seen, after(...so).sets.get('pair')?.definition ?? 0] };
    }, { done: [register(), define('pair', { region: '510100' })], seen: [] });
    expect(definitions.seen).toEqual([2, 3, 4]);
  });

  it('keeps names of former times that a list states', () => {
    const renamed = after(register([...list, region('510105', 'county', '青羊区', '510100', { formerNames: [{ zh: '西城区', en: null, until: '1990-12' }] })]));
    expect(renamed.places.get('510105')?.names.map(({ name, from }) => [name.zh, from])).toEqual([['西城区', null], ['青羊区', '1990-12-01']]);
    expect(candidatesOf(renamed, '西城区')[0]).toMatchObject({ id: '510105', by: 'former-name' });
  });

  it('keeps the name that a region had on a day', () => {
    const renamed = after(register(), command('RenameRegion', { id: '510107', zone: false, name: { zh: '新武侯', en: null }, on: '2020' }));
    expect(renamed.places.get('510107')?.names).toEqual([{ name: { zh: '武侯区', en: null }, from: null }, { name: { zh: '新武侯', en: null }, from: '2020-01-01' }]);
  });
});

describe('A name as printed', () => {
  const territoryNow = after(register(), jianyang, zone(), define('chuanyu', { region: '510000' }),
    command('AliasRegion', { id: '510100', text: '蓉', kind: 'alias', confidence: '0.95' }), command('AliasRegion', { id: '512081', text: '筒阳市', kind: 'misprint', confidence: '0.8' }));
  const found = (text: string) => candidatesOf(territoryNow, text).map(({ id, by, score }) => `${id} ${by} ${score}`);

  it.each([
    ['成都市', '510100 name 1.00'], ['成都', '510100 short-name 0.95'], ['510100', '510100 code 1.00'], ['蓉', '510100 alias 0.95'], ['筒阳市', '512081 misprint 0.77'],
    ['高新区', '510100-gaoxin name 1.00'], ['chuanyu', 'chuanyu code 1.00'], ['简阳市', '510185 name 1.00'], ['俄罗斯', 'RU name 1.00'],
  ])('%s means %s', (text, first) => expect(found(text)[0]).toBe(first));

  it('means nothing where nothing is like it', () => expect(found('乌有之乡')).toEqual([]));
});
