import { canonical } from '@entente/infra/event-log/canonical';
import { commandIdOf } from '@entente/infra/event-log/event-id';

/** The id of an item of the demonstration: the same at every start. */
export const demoId = (kind: string, key: string): string => commandIdOf('demonstration', kind, key);

export const MARK = '演示/DEMO';

/** An invented body. It has no account, so the officers of its region speak for it, by the key under `speaker` in keys.json. */
export type DemoBody = Readonly<{ key: string; zh: string; en: string; region: string; speaker: string; signs: boolean }>;

const body = (key: string, zh: string, en: string, region: '510100' | '500000' | '310000', signs = false): DemoBody =>
  ({ key, zh: `【${MARK}】${zh}`, en: `[${MARK}] ${en}`, region, speaker: `region:${region}`, signs });

/** Nobody of these is real; every name says so. */
export const demoBodies: readonly DemoBody[] = [
  body('brocade-river', '锦川软件协会', 'Brocade River Software Association', '510100', true),
  body('mountain-city', '山岚软件协会', 'Mountain Mist Software Association', '500000', true),
  body('east-quay-park', '东埠软件园', 'East Quay Software Park', '310000'),
  body('terrace-park', '梯坎软件园', 'Stone Steps Software Park', '500000'),
];

export const bodyBy = (key: string): DemoBody => {
  const found = demoBodies.find((each) => each.key === key);
  if (!found) throw new Error(`The demonstration has no body "${key}".`);
  return found;
};

export const organisationOf = (key: string): string => demoId('organisation', key);
export const personOf = (key: string): string => demoId('person', key);
export const authorityOf = (key: string): string => demoId('authority', key);

/** From when on its person may sign. */
export const AUTHORISED_FROM = '2024-01-01';

/** The texts that a body signs for its key and for the authority of its person, as docs/organisations.md writes them. */
export const trustTexts = {
  register: (key: string, jwk: object): string => canonical({ key: jwk, organisation: organisationOf(key), purpose: 'register-key' }),
  authorise: (key: string): string =>
    canonical({ authority: authorityOf(key), from: AUTHORISED_FROM, organisation: organisationOf(key), person: personOf(key), purpose: 'authorise:pacts', to: null }),
};
