import { readSettings } from './settings.js';

describe('the settings of a start', () => {
  it('have defaults', () => {
    expect(readSettings([], {})).toMatchObject({ port: 3000, host: '127.0.0.1', fresh: false, record: true, demo: false, databaseUrl: undefined });
  });

  it('add the demonstration where it is asked for, and there only', () => {
    expect(readSettings(['--demo', '--no-record'], {})).toMatchObject({ demo: true, record: false });
    expect(readSettings(['--no-record'], {})).toMatchObject({ demo: false });
  });

  it('take a folder relative to the repository', () => {
    expect(readSettings([], { DATA_DIR: '/srv/entente' })).toMatchObject({ dataDir: '/srv/entente', clusterDir: '/srv/entente/postgres/data' });
  });

  it.each([
    [['--frsh'], {}, /"--frsh" is not known/],
    [[], { PORT: 'http' }, /PORT is "http"/],
    [['--fresh'], { DATABASE_URL: 'postgres://elsewhere' }, /--fresh empties only the embedded database/],
  ])('are refused in one sentence: %j %j', (args, env, sentence) => {
    expect(() => readSettings(args, env)).toThrow(sentence);
  });
});
