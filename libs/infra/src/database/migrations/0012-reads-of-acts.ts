/** Whoever is told what an act would do, or is refused with an amount, has read something too. */
export const readsOfActs = `
alter table access.reads drop constraint reads_what_check;
alter table access.reads add constraint reads_what_check check (what in ('document', 'list', 'statement', 'entries', 'exposure', 'dry-run', 'refusal'));
`;
