import type { Words } from './refusal.js';

/** What a refinement reports: `code` and both languages travel with the issue, so that every fault can be told in either. */
export const fault = (
  context: { addIssue: (issue: { code: 'custom'; message: string; path: PropertyKey[]; params: { code: string; words: Words } }) => void },
  code: string,
  words: Words,
  path: PropertyKey[] = [],
): void => context.addIssue({ code: 'custom', message: words.en, path, params: { code, words } });
