import type { Kept } from '../../kernel/kept.js';
import { amongParties, fallsTo } from '../../kernel/party.js';
import type { Words } from '../../kernel/refusal.js';
import { programmeEvents, type ProgrammeFact } from './programme.events.js';
import { absentProgramme, evolveProgramme, type Programme } from './state.js';

export const keptProgramme: Kept<Programme, ProgrammeFact> = {
  kind: 'credit-programme',
  prefix: 'credit-programme-',
  handles: programmeEvents.map(({ type }) => type),
  initial: absentProgramme,
  evolve: evolveProgramme,
  isThere: ({ status }) => status !== 'absent',
  bodies: (it) => (it.status === 'absent' ? [] : [it.issuer.organisation, it.bank.organisation]),
  // That there is a programme, and on what terms, is no secret; what is granted under it is told to whom it concerns.
  audience: (it, directory) => (it.status === 'absent' ? { open: false, regions: [], accounts: [] } : { open: true, ...amongParties([it.issuer, it.bank], directory) }),
  name: (it) => (it.status === 'absent' ? '' : (it.name.zh ?? it.name.en ?? '')),
  tasks: (it) => {
    if (it.status === 'absent' || (it.status !== 'proposed' && it.proposal === null)) return [];
    const maker = it.proposal?.by ?? it.by;
    const { by } = fallsTo(it.issuer);
    return [{ task: 'approve', about: it.proposal ? 'quota' : '', verb: 'approve', by: { ...by, not: { principal: maker.principal, organisation: null } }, party: it.issuer.organisation, responsible: null, opens: null, due: null }];
  },
};

export const taskWords: Readonly<Record<string, Readonly<{ title: Words; then: Words }>>> = {
  approve: { title: { en: 'Approve a credit programme or its new quota, or return it', zh: '复核授信方案或其额度变更，或予以退回' }, then: { en: 'It does not count until a second person approves it.', zh: '未经另一人复核不生效。' } },
};
