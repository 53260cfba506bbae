import { MAIN, type Pact } from '@entente/domain/cooperation/pact';
import { standing } from '@entente/domain/parties/organisation';
import { jwsHolds } from '../crypto/jws.js';
import type { Bundle, Told } from './bundle.js';
import { type Finding, finding } from './finding.js';
import { signaturesOf } from './story.js';
import { bearsOn, bodyBy, bodyByLog } from './trust.js';

type Standing = ReturnType<typeof signaturesOf>[number];

/** How far the clock that dated a signature and the one that dates the log usually lie apart; beyond that, both instants are asked about. */
const SKEW_MS_MAX = 5 * 60_000;

/** The fact by which a signature came into the log. */
const factOf = ({ facts }: Bundle, { jws, organisation, document }: Standing): Told | undefined =>
  facts.findLast(({ type, data }) => type === 'PactSigned' && data?.['jws'] === jws && data['organisation'] === organisation && data['document'] === document);

type Body = Parameters<typeof standing>[0];
/** An instant at which key and person must have counted, and the body by what was known at it and by what is known now. */
type Moment = Readonly<{ on: string; which: string; then: Body | undefined; now: Body | undefined }>;

/** The instant that the signature carries, and where the clocks lie apart, that at which it was recorded, by the clock of the log throughout. */
const momentsOf = (bundle: Bundle, { organisation, kid, at }: Standing, { position, recordedAt }: Told): readonly Moment[] => {
  const [before, since] = [(told: Told): boolean => told.position < position, bearsOn(kid, position)];
  const carried = { on: at, which: '', then: bodyBy(bundle, organisation, before), now: bodyBy(bundle, organisation, since) };
  if (Math.abs(Date.parse(at) - Date.parse(recordedAt)) <= SKEW_MS_MAX) return [carried];
  return [carried, { on: recordedAt, which: ', at the instant at which it was recorded', then: bodyByLog(bundle, organisation, before), now: bodyByLog(bundle, organisation, since) }];
};

/**
 * A signature counts where it fits, and where key and person counted at its moment, both by what was known then and by what
 * is known now: a key that was rotated later still counts, one that is now known to have been lost by then does not. An api
 * whose clock is off does no harm, as long as key and person counted by the clock of the log as well.
 */
const findingOf = async (bundle: Bundle, signature: Standing): Promise<Finding> => {
  const { organisation, name, person, kid, jws, at, text, document } = signature;
  const what = `The signature of ${name} under ${document === MAIN ? 'the main text' : `supplementary agreement ${document}`}`;
  const fact = factOf(bundle, signature);
  const key = bodyBy(bundle, organisation)?.keys.find((each) => each.kid === kid);
  if (!fact || !key) return finding(what, '', ['The record of the body and its key is missing.']);
  const fits = await jwsHolds(jws, text, key.key, { kid, organisation, person });
  const moments = momentsOf(bundle, signature, fact);
  const remark = moments.length === 1 ? '' : `; it was recorded on ${fact.recordedAt}, so a clock of the node was off, and all of this held then as well`;
  return finding(what, `it fits its text and key ${kid}; on ${at} the key was valid and person ${person} held authority${remark}`, [
    ...(fits ? [] : ['It does not fit the text, the key of the body and the person.']),
    ...moments.flatMap(({ on, which, then, now }) => {
      const reasonOf = (body: Body | undefined, known: string): readonly string[] => {
        const verdict = body && standing(body, { kid, person, purpose: 'pacts', on });
        if (!verdict) return ['The body was not registered before it signed.'];
        return verdict.valid ? [] : [`${verdict.words.en} (${verdict.code}, ${known}${which})`];
      };
      return [...reasonOf(then, 'by what was known at its moment'), ...reasonOf(now, 'by what is known now')];
    }),
  ]);
};

/** One finding for each signature that stands. */
export const signatureFindings = (bundle: Bundle, state: Pact): Promise<readonly Finding[]> => Promise.all(signaturesOf(state).map((each) => findingOf(bundle, each)));
