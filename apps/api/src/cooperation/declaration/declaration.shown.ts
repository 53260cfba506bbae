import { type Endorsement, endorsersOn, isOpenOn, type Known } from '@entente/domain/cooperation/declaration';
import type { Party } from '@entente/domain/kernel/party';
import { edtfInterval } from '@entente/domain/kernel/period';

const named = ({ organisation, name, region }: Party) => ({ organisation, name, region });

const firstDay = (date: string): string => edtfInterval(date).from;

/** Since when it endorses without a gap: who endorsed by its word and signed later does so from its word on. One whose day is not stated is no beginning. */
const sinceOf = ({ endorsements }: Known, endorsement: Endorsement): string | null => {
  const its = endorsements.filter(({ organisation }) => organisation === endorsement.organisation);
  const upTo = its.slice(0, its.indexOf(endorsement) + 1);
  const gap = upTo.findLastIndex(({ from }, n) => n > 0 && (from === null || upTo[n - 1]?.to !== from));
  const dates = upTo.slice(Math.max(gap, 0)).flatMap(({ from, to }) => (from === null || (to !== null && firstDay(to) <= firstDay(from)) ? [] : [from]));
  return dates[0] ?? endorsement.from;
};

const isLate = (issuedOn: string | null, since: string | null): boolean | null => (issuedOn === null || since === null ? null : edtfInterval(since).from > edtfInterval(issuedOn).to);

const endorsementOf = (it: Known, endorsement: Endorsement) => {
  const { grade, signature, source } = endorsement;
  const since = sinceOf(it, endorsement);
  return { ...named(endorsement), since, late: isLate(it.issuedOn, since), grade, signature: signature && { person: signature.person, kid: signature.kid, signature: signature.jws, at: signature.at }, source };
};

/** Who endorses it on a day; one whose day is not stated may have come later, so it is told apart and counts on no day. */
const endorsersShown = (it: Known, day: string) => {
  const all = endorsersOn(it, day);
  const of = (some: readonly Endorsement[]) => some.map((each) => endorsementOf(it, each));
  return { endorsements: of(all.filter(({ from }) => from !== null)), undated: of(all.filter(({ from }) => from === null)) };
};

/** Endorsements that had come to an end by a day and were not carried on at once. */
const withdrawnBy = (it: Known, day: string) => it.endorsements.flatMap((each, n) => {
  const isCarriedOn = it.endorsements.slice(n + 1).some(({ organisation, from }) => organisation === each.organisation && from === each.to);
  return each.to === null || edtfInterval(each.to).from > day || isCarriedOn ? [] : [{ ...endorsementOf(it, each), until: each.to }];
});

/** What a list tells of a joint initiative on a day. */
export const summaryOf = (it: Known, day: string) => {
  const { endorsements, undated } = endorsersShown(it, day);
  const { id, grade, title, territory, issuedOn, openUntil, issuer, edition, sha256, source } = it;
  return { id, grade, title, territory, issuedOn, openUntil, open: isOpenOn(it, day), issuer: issuer && named(issuer), edition, sha256, count: endorsements.length, undatedCount: undated.length, source };
};

const bodyOf = (text: string | null): string | null => (text === null ? null : (JSON.parse(text) as { body: string }).body);

/** A joint initiative on a day. */
export const shown = (it: Known, day: string) => {
  const endorsers = endorsersShown(it, day);
  return { ...summaryOf(it, day), body: bodyOf(it.text), ...endorsers, withdrawn: withdrawnBy(it, day), withoutRegion: endorsers.endorsements.filter(({ region }) => region === null).length };
};
