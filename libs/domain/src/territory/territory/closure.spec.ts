import fc from 'fast-check';
import { covers, reachOf, united } from './closure.js';
import { directoryOf, membersOn } from './listing.js';
import type { Territory } from './state.js';
import { after, command, jianyang, list, region, register } from './territory.samples.js';

const before = '2016-05-02';
const since = '2016-05-03';
const on = (territory: Territory, target: string | readonly string[], day: string): readonly string[] =>
  reachOf(territory, typeof target === 'string' ? [target] : target).filter(({ spans }) => covers(spans, day)).map(({ region: code }) => code);

describe('What counts for a region', () => {
  const moved = after(register(), jianyang);

  it('follows a county that moved, to the day', () => {
    expect(on(moved, '512000', before)).toEqual(['512000', '512081']);
    expect(on(moved, '512000', since)).toEqual(['512000']);
    expect(on(moved, '510100', before)).not.toContain('512081');
    expect(on(moved, '510100', since)).toEqual(['510100', '510104', '510107', '510185', '512081']);
    expect(on(moved, '510185', since)).toEqual(['510185', '512081']);
  });

  it('is all of the province at all times', () => {
    for (const day of [before, since]) expect(on(moved, '510000', day)).toEqual(expect.arrayContaining(['512081', '510185', '510104', '510727']));
  });

  it('goes by parents and not by digits', () => {
    const odd = after(register(), command('RegisterRegions', { id: 'territory', list: { title: 'test', edition: '1' }, regions: [region('510999', 'county', '飞地', '500000')] }));
    expect(on(odd, '500000', since)).toEqual(['500000', '500101', '510999']);
    expect(on(odd, '510000', since)).not.toContain('510999');
  });

  it('goes on with the heir of a region that was merged', () => {
    const merged = after(register(), command('MergeRegions', { id: '510104', with: ['510107'], into: { code: '510110', level: 'county', name: { zh: '新区', en: null }, parent: '510100' }, on: '2020' }));
    expect(on(merged, '510110', '2019-12-31')).toEqual(['510110']);
    expect(on(merged, '510110', '2020-01-01')).toEqual(['510104', '510107', '510110']);
    const into = after(register(), command('MergeRegions', { id: '512000', with: [], into: '510100', on: '2020' }));
    expect(on(into, '510100', '2020-01-01')).toEqual(expect.arrayContaining(['512000', '512081']));
  });

  it('of a region that was split lies within what is above all its parts, and in none of them', () => {
    const split = after(register(), command('SplitRegion', { id: '510107', on: '2020', into: [
      { code: '510111', level: 'county', name: { zh: '甲', en: null }, parent: '510100' }, { code: '510112', level: 'county', name: { zh: '乙', en: null }, parent: '512000' },
    ] }));
    expect(on(split, '510100', '2019-12-31')).toContain('510107');
    expect(on(split, '510100', '2020-01-01')).not.toContain('510107');
    expect(on(split, '510000', '2020-01-01')).toContain('510107');
    expect(on(split, '510111', '2020-01-01')).toEqual(['510111']);
    const kept = after(register(), command('SplitRegion', { id: '510107', on: '2020', into: [
      { code: '510107', level: 'county', name: { zh: '武侯区', en: null }, parent: '510100' }, { code: '510112', level: 'county', name: { zh: '乙', en: null }, parent: '510100' },
    ] }));
    expect(kept.places.get('510107')?.to).toBeNull();
  });
});

describe('A stay of no day', () => {
  it('leaves nothing behind: what was moved by mistake and back on the same day was never there', () => {
    const [there, back] = ['500000', '510100'].map((parent) => command('MoveRegion', { id: '510104', parent, code: null, name: null, on: '2022' }));
    const territory = after(register(), there as never, back as never);
    expect(directoryOf(territory).within('510104', '500000')).toBe(false);
    expect(reachOf(territory, ['500000']).map(({ region: code }) => code)).not.toContain('510104');
  });
});

describe('A zone', () => {
  const zone = (more: object) => command('DeclareZone', { id: '510100-gaoxin', name: { zh: '高新区', en: null }, parent: '510100', counties: ['510104', '510107'], exclusive: false, from: null, ...more });

  it('counts for its city and what is above it, and for no county that it overlaps', () => {
    const declared = after(register(), zone({}));
    for (const target of ['510100', '510000']) expect(on(declared, target, since)).toContain('510100-gaoxin');
    for (const target of ['510104', '510107']) expect(on(declared, target, since)).toEqual([target]);
    expect(on(declared, ['510104', '510107'], since)).not.toContain('510100-gaoxin');
  });

  it('that is one county’s alone counts for it from that day on, and once for the city', () => {
    const redrawn = after(register(), zone({}), command('RedrawZone', { id: '510100-gaoxin', counties: ['510107'], exclusive: true, on: '2020' }));
    expect(on(redrawn, '510107', '2019-12-31')).toEqual(['510107']);
    expect(on(redrawn, '510107', '2020-01-01')).toEqual(['510100-gaoxin', '510107']);
    expect(reachOf(redrawn, ['510100', '510107']).filter(({ region: code }) => code === '510100-gaoxin')).toEqual([{ region: '510100-gaoxin', spans: [['', '~']], ended: null }]);
  });

  it('that is one county’s alone goes where the county goes, and lies in one city at a time', () => {
    const port = after(register(), command('DeclareZone', { id: '512000-port', name: { zh: '空港', en: null }, parent: '512000', counties: ['512081'], exclusive: true, from: null }), jianyang);
    expect([on(port, '512000', before), on(port, '510100', before)].map((codes) => codes.includes('512000-port'))).toEqual([true, false]);
    expect([on(port, '512000', since), on(port, '510100', since)].map((codes) => codes.includes('512000-port'))).toEqual([false, true]);
    expect(on(port, '510185', since)).toContain('512000-port');
  });

  it('that was one county’s alone when it was closed stays with it', () => {
    const closed = after(register(), zone({ counties: ['510107'], exclusive: true }), command('CloseZone', { id: '510100-gaoxin', on: '2020' }));
    expect(on(closed, '510107', '2022-01-01')).toContain('510100-gaoxin');
  });

  it('that was closed stays where it lay', () => {
    expect(on(after(register(), zone({}), command('CloseZone', { id: '510100-gaoxin', on: '2020' })), '510100', '2022-01-01')).toContain('510100-gaoxin');
  });
});

describe('A set', () => {
  const member = { region: null, set: null, from: null, to: null, except: [], part: null };
  const define = (id: string, ...members: object[]) => command('DefineRegionSet', { id, name: { zh: id, en: null }, members: members.map((each) => ({ ...member, ...each })) as never });
  const whole = register(list);

  it('holds its members between their days', () => {
    const left = after(whole, define('pair', { region: '510100', from: '2015' }, { region: '500000' }), command('RemoveSetMember', { id: 'pair', region: '500000', set: null, on: '2024-06-15' }));
    expect(on(left, 'pair', '2014-12-31')).toEqual(['500000', '500101']);
    expect(on(left, 'pair', '2024-06-14')).toEqual(expect.arrayContaining(['510100', '500101']));
    expect(on(left, 'pair', '2024-06-15')).not.toContain('500000');
    expect(left.sets.get('pair')?.definition).toBe(2);
  });

  it('reaches a member once, whichever way it is reached', () => {
    const nested = after(whole, define('inner', { region: '510100' }), define('outer', { set: 'inner' }, { region: '510000' }));
    const reach = reachOf(nested, ['outer', '510100', 'inner']);
    expect(reach.filter(({ region: code }) => code === '510104')).toEqual([{ region: '510104', spans: [['', '~']], ended: null }]);
  });

  it('lists its members of a day, those of sets within it among them, each once', () => {
    const { sets } = after(whole, define('inner', { region: '510700', except: ['510727'] }, { region: '500000', to: '2020' }), define('outer', { region: '510100', from: '2015' }, { set: 'inner' }, { region: '510700' }));
    expect(membersOn({ sets }, 'outer', '2019-12-31')).toEqual([{ region: '510100', except: [] }, { region: '510700', except: ['510727'] }, { region: '500000', except: [] }]);
    expect(membersOn({ sets }, 'outer', '2014-12-31').map(({ region: code }) => code)).toEqual(['510700', '500000']);
    expect(membersOn({ sets }, 'outer', '2020-01-01').map(({ region: code }) => code)).toEqual(['510100', '510700']);
  });

  it('leaves out what it excepts, unless another member reaches it', () => {
    expect(on(after(whole, define('part', { region: '510700', except: ['510727'] })), 'part', since)).toEqual(['510700']);
    expect(on(after(whole, define('part', { region: '510700', except: ['510727'] }, { region: '510727' })), 'part', since)).toEqual(['510700', '510727']);
  });

  it('follows a county out of a member that it moved out of', () => {
    const circle = after(whole, define('circle', { region: '512000' }), jianyang);
    expect(on(circle, 'circle', before)).toContain('512081');
    expect(on(circle, 'circle', since)).not.toContain('512081');
  });
});

describe('The directory of a territory', () => {
  const directory = directoryOf(after(register(), jianyang));

  it('lets a region act for what lies or ever lay below it', () => {
    expect([['512081', '512000'], ['512081', '510100'], ['510185', '510100'], ['510185', '512000'], ['510100', '*'], ['RU', '510000']].map(([code, scope]) => directory.within(code as string, scope as string)))
      .toEqual([true, true, true, false, true, false]);
  });

  it.each([
    ['512081', '2014', undefined], ['512081', '2016', undefined], ['512081', '2016-05-02', undefined], ['512081', '2016-05-03', '510185'],
    ['510185', '2016-05-02', '512081'], ['510185', '2016', undefined], ['510185', null, undefined],
  ])('knows whether %s was there on %s, and what to use instead', (code, date, instead) => {
    const found = directory.regionFault(code, date);
    expect(found?.code).toBe(instead === undefined ? undefined : 'region/not-at-date');
    if (instead) expect(found?.message.en).toContain(instead);
  });

  it('lets a region submit for what lay in it on the day, and no more for what has moved away', () => {
    const { withinOn } = directory;
    expect([withinOn('512081', '512000', '2014'), withinOn('512081', '512000', '2018'), withinOn('512081', '510100', '2018'), withinOn('512081', '512000', '2016')]).toEqual([true, false, true, true]);
  });

  it('does not know what is not registered', () => expect(directory.regionFault('440000', null)?.code).toBe('region/unknown-code'));
});

describe('Spans', () => {
  const day = fc.constantFrom('', '2001-01-01', '2002-01-01', '2003-01-01', '2004-01-01', '~');
  it('united cover what any of them covers, in order and without touching', () => {
    fc.assert(fc.property(fc.array(fc.tuple(day, day), { maxLength: 6 }), day, (spans, probe) => {
      const one = united(spans);
      fc.pre(probe !== '~');
      expect(covers(one, probe)).toBe(spans.some(([from, to]) => from <= probe && probe < to));
      one.forEach(([from, to], n) => expect(from < to && (n === 0 || (one[n - 1]?.[1] ?? '') < from)).toBe(true));
    }));
  });
});
