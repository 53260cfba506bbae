import { byCodes } from '../../kernel/directory.js';
import type { Actor, Role } from '../../kernel/message.js';
import { document, type DepositDocument, type DiscardDocument, type DocumentCommand } from './document.js';
import type { DocumentFact } from './document.events.js';
import type { Referrer } from './state.js';

export const DOCUMENT = '019a0c00-0000-7000-8000-0000000000d1';
export const DIGEST = 'ab'.repeat(32);
export const referrer: Referrer = { kind: 'signing', id: '019a0c00-0000-7000-8000-000000000001' };

const actor = (principal: string, organisation: string, role: Role, region: string): Actor => ({ principal, organisation, role, region });

export const chengdu = actor('chengdu-1', 'chengdu-commerce', 'region', '510100');
/** A second person of the organisation that deposits. */
export const chengduSecond = actor('chengdu-2', 'chengdu-commerce', 'region', '510100');
export const chongqing = actor('chongqing-1', 'chongqing-commerce', 'region', '500000');
export const sichuanAssociation = actor('sichuan-1', 'sichuan-association', 'administrator', '510000');
export const shanghaiAssociation = actor('shanghai-1', 'shanghai-association', 'administrator', '310000');
export const everywhere = actor('association-1', 'association', 'administrator', '*');

const from = (by: Actor) => ({ id: `019a0c00-0000-7000-8000-0000000001${by.principal.length}1`, at: '2024-02-01T16:30:00.000Z', actor: by, directory: byCodes });

export const deposit = (changed: Partial<DepositDocument['data']> = {}, by: Actor = chengdu): DepositDocument => ({
  ...from(by), type: 'DepositDocument',
  data: { id: DOCUMENT, sha256: DIGEST, bytes: 7, mediaType: 'application/pdf', name: '到资凭证.pdf', access: 'parties', ...changed },
});

export const discard = (changed: Partial<DiscardDocument['data']> = {}, by: Actor = chengdu): DiscardDocument => ({
  ...from(by), type: 'DiscardDocument',
  data: { id: DOCUMENT, reason: { code: 'mistaken', text: '误传。' }, policy: 'asked', ...changed },
});

/** What a signing records on the document's stream. */
export const referred = (by: Referrer = referrer): DocumentFact =>
  ({ type: 'DocumentReferred', effectiveOn: null, data: { document: DOCUMENT, sha256: DIGEST, by } });

/** The facts of commands and of what others record, one after the other. */
export const history = (...steps: readonly (DocumentCommand | DocumentFact)[]): readonly DocumentFact[] =>
  steps.reduce<readonly DocumentFact[]>((facts, step) => {
    const made = 'directory' in step ? document.decide(step, facts.reduce(document.evolve, document.initialState)) : [step];
    return [...facts, ...made];
  }, []);
