import type { Foreseen } from '../http/commands.js';

/** What an act would do, for those who act on lines that they may not read: which events it would record, and nothing of what a line holds. */
export const withoutAmounts = (it: Foreseen): Foreseen => ({ ...it, events: it.events.map((event) => ({ type: (event as { type: string }).type })), entries: [] });
