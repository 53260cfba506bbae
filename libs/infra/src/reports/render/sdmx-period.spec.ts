import { sdmxTime } from './sdmx-period.js';

const about = { from: '2024-01-01', to: '2024-12-31', validAt: '2024-12-31' };

describe('times of SDMX', () => {
  it.each([
    [{ from: '2024-03', to: '2024-03' }, false, 'M', '2024-03', 'PERIOD'],
    [{ month: '2024-03' }, false, 'M', '2024-03', 'PERIOD'],
    [{ from: '2024', to: '2024' }, false, 'A', '2024', 'PERIOD'],
    [{ from: '2024-01', to: '2024-09' }, false, 'M', '2024-01-01/P9M', 'YTD'],
    [{ from: '2024-01', to: '2024-03' }, false, 'M', '2024-01-01/P3M', 'YTD'],
    [{ from: '2024-07', to: '2024-09' }, false, 'Q', '2024-Q3', 'PERIOD'],
    [{ from: '2024-07', to: '2024-12' }, false, 'S', '2024-S2', 'PERIOD'],
    [{ from: '2024-02-05', to: '2024-02-29' }, false, 'D', '2024-02-05/P25D', 'PERIOD'],
    [{ to: '2024-06' }, false, 'M', '2024-06', 'CUM'],
    [{ validAt: '2024-02-29' }, true, 'M', '2024-02', 'POINT'],
    [{ validAt: '2024-02-28' }, true, 'D', '2024-02-28', 'POINT'],
    [{}, true, 'M', '2024-12', 'POINT'],
    [{}, false, 'A', '2024', 'PERIOD'],
    [{ from: '2024', to: '2024', validAt: '2024-02-29' }, false, 'M', '2024-01-01/P2M', 'YTD'],
    [{ to: '2024-06', validAt: '2024-02-29' }, false, 'M', '2024-02', 'CUM'],
    [{ to: '2024-02', validAt: '2024-06-30' }, false, 'M', '2024-02', 'CUM'],
    [{ month: '2024' }, true, 'M', '2024-12', 'POINT'],
  ] as const)('%j', (question, isLevel, frequency, period, accumulation) => {
    expect(sdmxTime(question, isLevel, about)).toEqual({ frequency, period, accumulation });
  });

  it.each([[{ month: '2024' }], [{ from: '2025', to: '2025', validAt: '2024-02-29' }]])('is none of %j: what is dated to a year alone, or had not begun', (question) => expect(sdmxTime(question, false, about)).toBeUndefined());
});
