import { Injectable } from '@nestjs/common';
import { type LineFact, lineStream, refuseLine } from '@entente/domain/credit/line';
import { type ProgrammeFact, programmeStream } from '@entente/domain/credit/programme';
import { EventLog } from '@entente/infra/event-log/event-log';
import { Recent } from '@entente/infra/event-log/recent';

type Nominated = Extract<LineFact, { type: 'CreditLineNominated' }>['data'];
type Proposed = Extract<ProgrammeFact, { type: 'CreditProgrammeProposed' }>['data'];

/** What of a line never changes. From which allocation it was granted is fixed once it is granted, and undefined until then. */
export type LineIdentity = Readonly<Pick<Nominated, 'programme' | 'bank' | 'borrower' | 'region'> & { allocation: string | null | undefined }>;
/** What of a programme never changes. */
export type ProgrammeIdentity = Readonly<Pick<Proposed, 'issuer' | 'bank' | 'territory' | 'disclosure' | 'mode' | 'currency' | 'name'>>;

/** Lines and programmes that are kept, in each of two generations; one takes a few hundred bytes. */
const KEPT_MAX = 20_000;

/**
 * What of lines and programmes never changes, looked up once a process and kept: every draw needs it to know on which
 * streams it rests, and a line that was drawn from twenty thousand times has a long stream.
 */
@Injectable()
export class CreditConstants {
  private readonly lines = new Recent<LineIdentity>(KEPT_MAX);
  private readonly programmes = new Recent<ProgrammeIdentity>(KEPT_MAX);
  private generation = 0;

  constructor(private readonly log: EventLog) {}

  /** @throws Refusal (absent) where there is no such line. */
  async line(id: string): Promise<LineIdentity> {
    const known = this.kept(this.lines, id);
    if (known) return known;
    const { generation } = this.log;
    const { facts } = await this.log.read(lineStream(id), 0);
    const [first, ...others] = facts as unknown as readonly LineFact[];
    if (first?.type !== 'CreditLineNominated') throw refuseLine('credit-line/not-found');
    const { programme, bank, borrower, region } = first.data;
    const granted = others.find((fact) => fact.type === 'CreditLineApproved');
    const found: LineIdentity = { programme, bank, borrower, region, allocation: granted?.data.allocation };
    if (generation === this.log.generation) this.lines.set(id, found);
    return found;
  }

  /** The same with where it was granted from as it is known now; null is from the quota, or from nowhere yet. */
  async granted(id: string): Promise<LineIdentity & Readonly<{ allocation: string | null }>> {
    if ((await this.line(id)).allocation === undefined) this.lines.delete(id);
    const found = await this.line(id);
    return { ...found, allocation: found.allocation ?? null };
  }

  forget(id: string): void {
    this.lines.delete(id);
  }

  async programme(id: string): Promise<ProgrammeIdentity | undefined> {
    const known = this.kept(this.programmes, id);
    if (known) return known;
    const { generation } = this.log;
    const { facts: [first] } = await this.log.read(programmeStream(id), 0);
    if (first?.type !== 'CreditProgrammeProposed') return undefined;
    const { issuer, bank, territory, disclosure, mode, currency, name } = first.data as Proposed;
    const found: ProgrammeIdentity = { issuer, bank, territory, disclosure, mode, currency, name };
    if (generation === this.log.generation) this.programmes.set(id, found);
    return found;
  }

  /** After the log was out of reach another may stand in its place, and nothing that was kept is relied on. */
  private kept<Value>(values: Recent<Value>, id: string): Value | undefined {
    if (this.generation !== this.log.generation) {
      this.generation = this.log.generation;
      this.lines.clear();
      this.programmes.clear();
    }
    return values.get(id);
  }
}
