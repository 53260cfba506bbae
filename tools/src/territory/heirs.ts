import { shortNameOf } from '@entente/infra/naming/generic-parts';

import { KNOWN_HEIRS } from './known-heirs.js';
import { levelOf } from './places.js';
import { type Span, type Standing, monthAfter } from './spans.js';

/** The only region that began when this one ended and has its name; two of one name are no answer. */
const namesakeOf = ({ code, to }: Span, spans: readonly Span[], lists: readonly Standing[]): readonly string[] => {
  const after = lists.findIndex(({ month }) => `${month}-01` === to);
  const [former, latter] = [lists[after - 1], lists[after]];
  if (!former || !latter) return [];
  const short = shortNameOf(former.places.get(code) ?? '');
  const begun = `${monthAfter(former.month)}-01`;
  const namesakes = spans.filter(({ code: other, from }) => from === begun && other !== code && other.startsWith(code.slice(0, 2))
    && levelOf(other) === levelOf(code) && shortNameOf(latter.places.get(other) ?? '') === short);
  return namesakes.length === 1 ? namesakes.map(({ code: heir }) => heir) : [];
};

/**
 * What the regions that ended became. The heir of 双流县 is 双流区: the one region of the same level and province that got
 * its code between the same two lists and bears the same name but for the generic part. What the names do not tell is in
 * a table. An heir may have ended later and have an heir itself, as 无为县 left 341422 for 340225 and became 无为市, 340281.
 *
 * Without heirs stay three areas of Daxing'anling that are no divisions (232702 to 232704). 万盛区 and 双桥区 cannot be held at all: the lists gave their codes,
 * 500110 and 500111, to 綦江区 and 大足区 in 2011, and a code names one region.
 */
export const heirsOf = (spans: readonly Span[], lists: readonly Standing[]): ReadonlyMap<string, readonly string[]> =>
  new Map(spans.flatMap((span): readonly (readonly [string, readonly string[]])[] => {
    const heirs = KNOWN_HEIRS.get(span.code) ?? namesakeOf(span, spans, lists);
    return span.to === null || heirs.length === 0 ? [] : [[span.code, heirs]];
  }));
