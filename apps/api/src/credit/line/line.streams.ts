import { Injectable } from '@nestjs/common';
import { absentLine, evolveLine, type KnownLine, type Line, type LineFact, refuseLine } from '@entente/domain/credit/line';
import type { Actor } from '@entente/domain/kernel/message';
import { dateInShanghai, edtfInterval, endOfDayInShanghai } from '@entente/domain/kernel/period';
import { problems } from '../../http/problems.js';
import { type AsOf, AsOfResolver, type Moment } from '../../reading/as-of.js';
import { Node } from '../../reading/node.js';
import { ReadersProgress } from '../../reading/progress.js';
import { Directories } from '../../territory/directories.js';
import { CreditConstants, type ProgrammeIdentity } from './constants.js';
import { LineFacts, type RecordedLineFact } from './line.facts.js';
import { type By, maySee, mustSeeLines } from './who.js';

type At = Readonly<{ asOf?: AsOf | undefined; validAt?: string | undefined; minPosition?: number | undefined }>;

/** A line as it was known at a position: all facts by then, and what those come to that count by a day. */
export type ToldLine = Readonly<{
  facts: readonly RecordedLineFact[]; programme: ProgrammeIdentity; by: By;
  /** As it was put forward, which tells whose it is; and as it stands, which is worked out for whoever asks. */
  begun: KnownLine; standing: () => KnownLine;
  /** The instant and the day that the answer is about. */
  at: string; day: string; moment: Moment;
}>;

export const foldLine = (facts: readonly LineFact[]): Line => facts.reduce(evolveLine, absentLine);

/** What counts by the end of a day, in the order in which it was recorded. That the line is there counts always; `LineStreams` tells nothing of it before its day. */
export const countingBy = <F extends LineFact>(facts: readonly F[], day: string): readonly F[] =>
  facts.filter(({ type, effectiveOn }) => type === 'CreditLineNominated' || effectiveOn === null || effectiveOn <= day);

/** Folds one line's stream for whoever may see it, so that the answer holds everything that was acknowledged before the question. */
@Injectable()
export class LineStreams {
  constructor(
    private readonly stored: LineFacts,
    private readonly moments: AsOfResolver,
    private readonly progress: ReadersProgress,
    private readonly node: Node,
    private readonly directories: Directories,
    private readonly constants: CreditConstants,
  ) {}

  /** @throws Refusal where he sees no single line at all (403), or where this one is not there or none of his (404). */
  async of(id: string, actor: Actor, query: At = {}, pinned?: number): Promise<ToldLine> {
    mustSeeLines(actor);
    const asked = await this.moments.position(query.asOf);
    const all = await this.stored.of(id);
    const { head } = await this.progress.now();
    if (Math.max(asked?.position ?? 0, query.minPosition ?? 0) > head) throw problems.beyondHead();
    const position = asked?.position ?? pinned ?? Math.max(head, all.at(-1)?.position ?? 0);
    const facts = all.filter((fact) => fact.position <= position);
    const begun = foldLine(facts.slice(0, 1));
    const programme = begun.status === 'absent' ? undefined : await this.constants.programme(begun.about.programme);
    if (begun.status === 'absent' || !programme) throw refuseLine('credit-line/not-found');
    const by = { actor, directory: await this.directories.naming([begun.about.bank, begun.about.borrower]) };
    if (!maySee(begun, by)) throw refuseLine('credit-line/not-found');
    const moment: Moment = { instant: asked?.instant ?? (await this.moments.instant(position)), node: await this.node.name(), position };
    const now = query.asOf ? moment.instant : new Date().toISOString();
    const day = query.validAt === undefined ? dateInShanghai(now) : edtfInterval(query.validAt).to;
    // Before it was put forward, or, as a bank may tell later of one that it mirrors, granted, there was no line, whichever axis is asked.
    if (query.validAt !== undefined && facts.every(({ effectiveOn }) => effectiveOn !== null && day < effectiveOn)) throw refuseLine('credit-line/not-found');
    const end = endOfDayInShanghai(day);
    const standing = () => foldLine(query.validAt === undefined ? facts : countingBy(facts, day)) as KnownLine;
    return { facts, begun, standing, programme, by, at: end < now ? end : now, day, moment };
  }
}
