import { edtfInterval } from '../../kernel/period.js';
import type { Refusal } from '../../kernel/refusal.js';
import { refuse } from './refusals.js';
import type { Organisations, Parent } from './state.js';

type Span = Readonly<{ from: string | null; to: string | null }>;

/** What is not stated is open, so that two times of which little is known overlap. */
const overlap = (a: Span, b: Span): boolean => {
  const beginsBy = ({ from }: Span, { to }: Span): boolean => from === null || to === null || edtfInterval(from).from <= edtfInterval(to).to;
  return beginsBy(a, b) && beginsBy(b, a);
};

/** Whether a time reaches beyond that of the parent, as far as either is stated. */
const reachesBeyond = ({ from, to }: Span, began: string | null, ended: string | null): boolean =>
  [from, to].some((date) => date !== null && (
    (began !== null && edtfInterval(date).to < edtfInterval(began).from) || (ended !== null && edtfInterval(date).from > edtfInterval(ended).to)));

/** What is wrong with a parent: it stands, was there in the time that is stated, and did not itself belong to the body then, as far as its own stream tells. */
export const wrongParent = (id: string, { organisation, from, to }: Parent, { bodies }: Organisations, pointer: string): readonly Refusal[] => {
  const above = bodies[organisation];
  if (organisation === id) return [refuse('organisation/parent-circle', `${pointer}/organisation`)];
  if (!above) return [refuse('organisation/parent-unknown', `${pointer}/organisation`)];
  if (above.status === 'merged') {
    const { into } = above;
    return [refuse('organisation/parent-merged', `${pointer}/organisation`, { en: `It is ${into.organisation}.`, zh: `该机构为 ${into.organisation}。` })];
  }
  const circle = above.parents.some((each) => each.organisation === id && overlap(each, { from, to }));
  return [
    ...(circle ? [refuse('organisation/parent-circle', `${pointer}/organisation`)] : []),
    ...(reachesBeyond({ from, to }, above.existsFrom, above.status === 'closed' ? above.on : null) ? [refuse('organisation/parent-not-there', `${pointer}/from`)] : []),
  ];
};
