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

/** A log in which one body has been registered, and whose account can be changed. */
class Registered extends Replaced {
  reads = 0;
  constructor(public account: string) {
    super([]);
  }

  override async read(stream: string): Promise<Slice> {
    if (stream !== `organisation-${BANK}`) return { facts: [], known: null };
    this.reads += 1;
    const registered = { type: 'OrganisationRegistered', data: { organisation: BANK, names: [], types: [], aliases: [], keys: [], authorities: [], parents: [], warnings: [], region: '510100', account: 'bank-one', existsFrom: null, from: null } };
    const identified = { type: 'OrganisationIdentified', data: { organisation: BANK, account: this.account, creditCode: null, creditCodeEvidence: null, foreignRegister: null, warnings: [] } };
    return { facts: this.account === 'bank-one' ? [registered] : [registered, identified], known: null } as unknown as Slice;
  }
}

const BANK = '019a0c00-0000-7000-8000-0000000000b1';

describe('a body of which it is enough to know how it stood lately', () => {
  const references = { lately: [BANK] };

  it('is read once within a second, and every time by whoever needs it as it is now', async () => {
    const log = new Registered('bank-one');
    const directories = new Directories(log);
    const territory = await directories.fresh();
    for (let n = 0; n < 5; n += 1) expect((await directories.of(references, territory)).body(BANK)?.account).toBe('bank-one');
    expect(log.reads).toBe(1);
    await directories.of({ organisations: [BANK], lately: [BANK] }, territory);
    await directories.naming([BANK]);
    expect(log.reads).toBe(3);
  });

  it('is looked at anew before a refusal, which tells whether it has moved', async () => {
    const log = new Registered('bank-one');
    const directories = new Directories(log);
    const territory = await directories.fresh();
    const before = await directories.of(references, territory);
    expect(await directories.haveMoved(references, before)).toBe(false);
    log.account = 'bank-two';
    expect((await directories.of(references, territory)).body(BANK)?.account).toBe('bank-one');
    expect(await directories.haveMoved(references, before)).toBe(true);
    expect((await directories.of(references, territory)).body(BANK)?.account).toBe('bank-two');
  });

  it('is not kept from a log that another has taken the place of', async () => {
    const log = new Registered('bank-one');
    const directories = new Directories(log);
    const territory = await directories.fresh();
    await directories.of(references, territory);
    [log.account, log.generation] = ['bank-two', 1];
    expect((await directories.of(references, territory)).body(BANK)?.account).toBe('bank-two');
  });
});
