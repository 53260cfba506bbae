import type { Actor } from '@entente/domain/kernel/message';

/** Who reads for everybody what was released to the public; it acts nowhere and is in no log. */
export const EVERYWHERE: Actor = { principal: 'public', organisation: 'public', role: 'report', region: '*' };
