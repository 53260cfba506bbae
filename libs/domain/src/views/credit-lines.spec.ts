import { lineEvents, type LineFact } from '../credit/line/index.js';
import { active, BATCH, decline, draw, granter, LINE, lineId, lineIn, nominate, openBatch, opened, releaseBatch, score, written } from '../credit/line/line.samples.js';
import type { Recorded } from '../kernel/message.js';
import { viewSpecOf } from '../kernel/spec-of.js';
import { creditLines } from './credit-lines.js';

describe('the view of lines of credit', () => {
  it('has each line as it stands, with its version and the positions of its first and its last fact', () => {
    const book = written(...active, draw(), score(), nominate({ id: lineId(2) }));
    const facts = book.all.filter(({ type }) => creditLines.handles.includes(type)) as unknown as readonly Recorded<LineFact>[];
    const of = (id: string) => facts.filter(({ data }) => data.line === id);
    const row = (id: string) => ({ id, state: lineIn(book, id), version: of(id).length, opened: of(id)[0]?.position ?? 0, position: of(id).at(-1)?.position ?? 0 });
    viewSpecOf(creditLines)(...facts).then({ [LINE]: row(LINE), [lineId(2)]: row(lineId(2)) });
  });

  it('follows every fact of a line, and none of its batch', () => {
    expect(creditLines.handles).toEqual(lineEvents.map(({ type }) => type));
    const book = written(...opened(), openBatch(), nominate({ batch: BATCH }), decline({}, granter), releaseBatch([LINE]));
    expect(book.all.filter(({ type }) => creditLines.handles.includes(type)).map(({ type }) => type)).toEqual(['CreditLineNominated', 'CreditLineDeclined']);
  });
});
