import type { Fault } from '@entente/domain/kernel/refusal';
import { type Issue, NO_SUCH_FIELD, wordsOf } from './wording.js';

const isOfAnotherType = ({ code, path = [] }: Issue): boolean => code === 'invalid_type' && path.length === 0;
const isOneWord = ({ code, path = [] }: Issue): boolean => code === 'invalid_value' && path.length === 0;
const isExplained = ({ params }: Issue): boolean => params?.words !== undefined;

type Way = readonly Issue[];

const strangersIn = (way: Way): number => way.flatMap(({ code, path = [], keys = [] }) => (code === 'unrecognized_keys' && path.length === 0 ? keys : [])).length;

/** Those that know most of the fields that were sent. */
const knowingMost = (ways: readonly Way[]): readonly Way[] => {
  const least = Math.min(...ways.map(strangersIn));
  return ways.filter((way) => strangersIn(way) === least);
};

/**
 * Of what may be written in several ways, the way that was meant: the only one whose type it has; of several, the one
 * that knows most of the fields; of several still, the one that takes more than a single word; and the one that explains itself.
 */
const meant = (ways: readonly Way[]): Way | undefined => {
  const ofItsType = ways.filter((way) => !way.some(isOfAnotherType));
  const known = knowingMost(ofItsType);
  const open = known.filter((way) => !way.every(isOneWord));
  return [ofItsType, known, open, open.filter((way) => way.some(isExplained))].find(({ length }) => length === 1)?.[0];
};

/** One issue for each thing that is wrong: what is wrong in the way that was meant, and every field that is not known. */
const apart = (issue: Issue): readonly Issue[] => {
  const { path = [], errors = [], keys } = issue;
  if (issue.code === 'unrecognized_keys' && keys) return keys.map((key) => ({ ...issue, path: [...path, key], params: { words: NO_SUCH_FIELD } }));
  return meant(errors)?.map((each) => ({ ...each, path: [...path, ...(each.path ?? [])] })).flatMap(apart) ?? [issue];
};

/** A schema's issues as faults: where, which rule, and what is wrong in both languages. */
export const faultsOf = (issues: readonly Issue[]): readonly Fault[] => issues.flatMap(apart).map((issue) => ({
  pointer: pointerOf(issue.path ?? []),
  code: issue.params?.code ?? `request/${(issue.code ?? 'invalid').replaceAll('_', '-')}`,
  message: wordsOf(issue),
}));

/** Parameters that are given more than once, each with what to do. */
export const repeatedIn = (query: object): readonly Fault[] => Object.entries(query).filter(([, value]) => Array.isArray(value)).map(([name]) => ({
  pointer: pointerOf([name]), code: 'request/parameter-repeated', message: { en: `The parameter ${name} is given more than once; give it once.`, zh: `参数 ${name} 出现多次；请只填一次。` },
}));

/** The same with what a schema finds wrong besides; what it says of repeated parameters themselves is of no use. */
export const besideRepeated = (repeated: readonly Fault[], faults: readonly Fault[]): readonly Fault[] =>
  [...repeated, ...faults.filter(({ pointer }) => !repeated.some((each) => each.pointer === pointer))];

/** RFC 6901. */
export const pointerOf = (path: readonly unknown[]): string =>
  path.map((part) => `/${String((part as { key?: unknown } | null)?.key ?? part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
