import { demoId, MARK, organisationOf } from './bodies.js';

export const ALLIANCE = demoId('alliance', 'parks');

/** Three found it; a fourth body applies, is voted for and admitted; then a founder leaves. */
export const founders = ['brocade-river', 'mountain-city', 'east-quay-park'] as const;
export const applicant = 'terrace-park';
export const leaver = 'east-quay-park';

export const proposal = {
  id: ALLIANCE, as: organisationOf(founders[0]),
  name: { zh: `【${MARK}】软件园区服务联盟`, en: `[${MARK}] Alliance of software parks` }, kind: 'service', purpose: '为演示而虚构的联盟。',
  founders: founders.map(organisationOf), secretariat: { organisation: organisationOf(founders[0]) },
} as const;

export const choices: Readonly<Record<(typeof founders)[number], 'for' | 'against'>> = { 'brocade-river': 'for', 'mountain-city': 'for', 'east-quay-park': 'against' };

export const DECLARATION = demoId('declaration', 'open-needs');

/** A joint initiative with its text, which is endorsed by word, by signature, and no longer. */
export const initiative = {
  id: DECLARATION, as: organisationOf('brocade-river'),
  title: { zh: `【${MARK}】软件需求公开倡议书`, en: `[${MARK}] Joint initiative for open software needs` },
  body: '本倡议书为演示而虚构。我们倡议公开软件需求，便利各方对接。', issuedOn: '2024-04-01',
} as const;
