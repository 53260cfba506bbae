import type { Fault, Words } from '@entente/domain/kernel/refusal';
import { z } from 'zod';

type Issue = Readonly<{ code?: string; message: string; path?: readonly unknown[]; params?: { code?: string; words?: Words } }>;

const zh = z.locales.zhCN().localeError;
const en = z.locales.en().localeError;

const sentence = (say: typeof zh, issue: Issue): string => {
  const said = say(issue as never);
  return typeof said === 'string' ? said : (said?.message ?? issue.message);
};

/** A schema's issues as faults: where, which rule, and what is wrong in both languages. */
export const faultsOf = (issues: readonly Issue[]): readonly Fault[] => issues.map((issue) => ({
  pointer: pointerOf(issue.path ?? []),
  code: issue.params?.code ?? `request/${(issue.code ?? 'invalid').replaceAll('_', '-')}`,
  message: issue.params?.words ?? { en: sentence(en, issue), zh: sentence(zh, issue) },
}));

/** RFC 6901. */
export const pointerOf = (path: readonly unknown[]): string =>
  path.map((part) => `/${String((part as { key?: unknown } | null)?.key ?? part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
