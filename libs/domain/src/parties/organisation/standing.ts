import type { Body } from '../../kernel/directory.js';
import { dateInShanghai, edtfInterval, toUtcMillis } from '../../kernel/period.js';
import type { Words } from '../../kernel/refusal.js';
import type { OrganisationFact } from './organisation.events.js';
import { evolveOne, nameOf, type Authority, type Organisation } from './state.js';
import type { Purpose } from './terms.js';
import { isGrantSound, keyAt } from './trust.js';

/** Why a signature does not count for a body. Codes are part of the API. */
export const verdicts = {
  'organisation/signature-fails': ['The signature does not fit the text and the key.', '签名与文本或密钥不符。'],
  'organisation/signer-unregistered': ['The body was merged into another or closed at this time, and did not sign under this record.', '此时该机构已合并或终止，不能以本记录签署。'],
  'organisation/key-not-registered': ['The body never registered this key.', '该机构未登记此密钥。'],
  'organisation/key-not-approved': ['No second person has approved this key.', '该密钥尚未经另一人批准。'],
  'organisation/key-not-yet-valid': ['The key was not valid yet at this time.', '此时该密钥尚未生效。'],
  'organisation/key-rotated': ['The key had been replaced by another at this time.', '此时该密钥已被替换。'],
  'organisation/key-revoked': ['The key had been revoked at this time.', '此时该密钥已被吊销。'],
  'organisation/key-endorsed-by-lost-key': ['The key was endorsed by one that was no longer in safe hands.', '该密钥由已失控的密钥背书。'],
  'organisation/no-authority': ['The body granted this person no authority to sign.', '该机构未授予此人签署权。'],
  'organisation/authority-for-another-purpose': ['The authority of this person is for another purpose.', '此人的签署权用于其他事项。'],
  'organisation/authority-not-approved': ['No second person has approved the authority of this person.', '此人的签署权尚未经另一人批准。'],
  'organisation/authority-granted-by-lost-key': ['The authority of this person was granted by a key that was not in safe hands.', '此人的签署权由已失控的密钥授予。'],
  'organisation/authority-not-yet': ['The authority of this person had not begun on this day.', '此日此人的签署权尚未开始。'],
  'organisation/authority-over': ['The authority of this person had ended by this day.', '此日此人的签署权已届满。'],
  'organisation/authority-revoked': ['The authority of this person had been revoked by this day.', '此日此人的签署权已被撤销。'],
} as const satisfies Record<string, readonly [string, string]>;

/** What of a signature a verdict is about: the body, its key or its person. */
export const blamedBy = (code: string): 'organisation' | 'kid' | 'person' =>
  (code.startsWith('organisation/key-') ? 'kid' : code.startsWith('organisation/authority-') || code === 'organisation/no-authority' ? 'person' : 'organisation');

export type Verdict = Readonly<{ valid: true }> | Readonly<{ valid: false; code: keyof typeof verdicts; words: Words }>;

export const invalid = (code: keyof typeof verdicts): Verdict => ({ valid: false, code, words: { en: verdicts[code][0], zh: verdicts[code][1] } });

export type Asking = Readonly<{
  kid: string;
  /** Null asks for the key alone. */
  person: string | null;
  /** Null is whatever the authority is for. */
  purpose: Exclude<Purpose, 'all'> | null;
  /** RFC 3339 instant: when it was signed. */
  on: string;
}>;

/** Whether what a key signed at an instant counts for a body: the key was valid then, and the person held authority on that day in Shanghai. */
export const standing = (it: Organisation, { kid, person, purpose, on }: Asking): Verdict => {
  const [instant, day] = [toUtcMillis(on), dateInShanghai(on)];
  if (!stoodAt(it, instant, day)) return invalid('organisation/signer-unregistered');
  const key = it.keys.find((each) => each.kid === kid);
  if (!key) return invalid('organisation/key-not-registered');
  const at = keyAt(it.keys, key, instant);
  if (at !== 'valid') return invalid(`organisation/key-${at}`);
  if (person === null) return { valid: true };
  const held = it.authorities.filter((each) => each.person === person);
  if (held.length === 0) return invalid('organisation/no-authority');
  const fitting = held.filter((each) => purpose === null || each.purpose === purpose || each.purpose === 'all');
  if (fitting.length === 0) return invalid('organisation/authority-for-another-purpose');
  const reasons = fitting.map((each) => lacking(it, each, day));
  // Of several that do not hold, the newest is the one that the person would have relied on.
  const last = reasons.at(-1);
  return last === undefined || reasons.includes(null) || last === null ? { valid: true } : invalid(last);
};

const stoodAt = (it: Organisation, instant: string, day: string): boolean =>
  it.status === 'live' || (it.status === 'merged' ? instant < it.at : day <= edtfInterval(it.on).to);

const lacking = ({ keys }: Organisation, authority: Authority, day: string): keyof typeof verdicts | null => {
  const { approved, from, to, revokedOn } = authority;
  if (!approved) return 'organisation/authority-not-approved';
  if (!isGrantSound(keys, authority)) return 'organisation/authority-granted-by-lost-key';
  if (revokedOn !== null && edtfInterval(revokedOn).from <= day) return 'organisation/authority-revoked';
  if (edtfInterval(from).from > day) return 'organisation/authority-not-yet';
  return to !== null && edtfInterval(to).to < day ? 'organisation/authority-over' : null;
};

/** A fold of one body's stream, as whoever refers to it needs to know it; undefined where it was not registered. */
export const bodyOf = (facts: readonly OrganisationFact[]): Body | undefined => {
  const it = facts.reduce<Organisation | undefined>(evolveOne, undefined);
  return it && bodyAs(it);
};

/** A body as whoever refers to it needs to know it. */
export const bodyAs = (it: Organisation): Body => ({
  id: it.id, name: nameOf(it), status: it.status, region: it.region, account: it.account, into: it.status === 'merged' ? it.into.organisation : null,
  from: it.existsFrom === null ? null : edtfInterval(it.existsFrom).from, to: it.status === 'closed' ? edtfInterval(it.on).to : null, creditCode: it.creditCode,
});
