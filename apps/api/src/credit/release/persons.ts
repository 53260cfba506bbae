import type { Persons } from '@entente/domain/credit/release';

/**
 * Bodies that belong together by however many steps are one legal person, named by the first of them by id, so that
 * the order in which relations are told does not matter.
 */
export const personsOf = (relations: readonly Readonly<{ body: string; of: string }>[]): Persons => {
  const under = new Map<string, string>();
  const top = (body: string): string => {
    let at = body;
    for (let next = under.get(at); next !== undefined; next = under.get(at)) at = next;
    return at;
  };
  for (const { body, of } of relations) {
    const [one, other] = [top(body), top(of)];
    if (one !== other) under.set(one < other ? other : one, one < other ? one : other);
  }
  return Object.fromEntries([...under.keys()].sort().map((body) => [body, top(body)]));
};
