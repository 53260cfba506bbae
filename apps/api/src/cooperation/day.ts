import { dateInShanghai, edtfInterval } from '@entente/domain/kernel/period';

/**
 * The day that a question is about: the end of `validAt`; where it names none, the day in Shanghai of the moment as of which
 * it asks, as with metrics, and else today.
 */
export const dayAsked = (validAt: string | undefined, asOf?: string): string => (validAt === undefined ? dateInShanghai(asOf ?? new Date().toISOString()) : edtfInterval(validAt).to);
