import { editionCodeStream } from '@entente/domain/convening/edition';
import { EventLog, type Outcome, type Slice } from '@entente/infra/event-log/event-log';
import { Directories } from './directories.js';

/** A log that holds the codes of some editions, and may be replaced by one that holds others. */
class Replaced extends EventLog {
  generation = 0;
  constructor(public codes: readonly string[]) {
    super();
  }

  async read(stream: string): Promise<Slice> {
    return { facts: this.codes.some((code) => editionCodeStream(code) === stream) ? [{}] : [], known: null } as unknown as Slice;
  }

  async append(): Promise<readonly Outcome[]> {
    return [];
  }

  inTurn(_stream: string, work: () => Promise<void>): Promise<void> {
    return work();
  }

  async close(): Promise<void> {}
}

describe('the editions that a process knows', () => {
  const knows = async (directories: Directories, code: string): Promise<boolean> => (await directories.of({ editions: [code] }, await directories.fresh())).edition(code);

  it('are looked up once, and those that are not there every time', async () => {
    const log = new Replaced(['cisc-21']);
    const directories = new Directories(log);
    expect(await knows(directories, 'cisc-21')).toBe(true);
    log.codes = [];
    expect(await knows(directories, 'cisc-21')).toBe(true);
    expect(await knows(directories, 'cisc-22')).toBe(false);
    log.codes = ['cisc-22'];
    expect(await knows(directories, 'cisc-22')).toBe(true);
  });

  it('are those of the log that stands, once another has taken over', async () => {
    const log = new Replaced(['cisc-21']);
    const directories = new Directories(log);
    const before = await directories.of({ editions: ['cisc-21'] }, await directories.fresh());
    log.codes = [];
    log.generation = 1;
    expect(await knows(directories, 'cisc-21')).toBe(false);
    // What came in before keeps the directory that it came in with.
    expect(before.edition('cisc-21')).toBe(true);
  });
});
