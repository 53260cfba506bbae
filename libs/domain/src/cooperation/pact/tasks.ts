import { edtfInterval, endOfDayInShanghai } from '../../kernel/period.js';
import type { Words } from '../../kernel/refusal.js';
import { fallsTo } from '../../kernel/party.js';
import type { Task } from '../../kernel/task.js';
import { lateFrom, owedUnder } from './owing.js';
import { turnOf } from './signatures.js';
import { askedFor, partiesOf, situationOn } from './situation.js';
import { type Bound, fulfilmentOf, type Known, type Motion, type Standing } from './state.js';

type Some = Pick<Task, 'task' | 'verb' | 'by'> & Partial<Task>;
const task = (some: Some): Task => ({ about: '', responsible: null, opens: null, due: null, ...some });

const ofObligations = (it: Standing): readonly Task[] => owedUnder(it).flatMap((owed) => {
  const { obligation: { obligation, owner, due }, owner: owing } = owed;
  const reported = fulfilmentOf(it, obligation);
  // What ends before it is due is owed by nobody.
  if (reported?.verified || (due !== null && lateFrom(owed) === null)) return [];
  if (reported) return it.bound.filter(({ organisation }) => organisation !== owner).map((party) => task({ task: 'verify-obligation', about: `${obligation}/${party.organisation}`, verb: 'verify-obligation', ...fallsTo(party) }));
  const until = due === null ? null : endOfDayInShanghai(edtfInterval(due).to);
  return [task({ task: 'fulfil-obligation', about: obligation, verb: 'report-obligation', ...fallsTo(owing), responsible: { name: owing.name, organisation: owner }, due: until })];
});

/** A signature is asked of all who are bound; where those who have not signed all leave some day, those who have are asked to send theirs again then. */
const ofSupplements = (it: Standing): readonly Task[] => Object.values(it.supplements).filter(({ status }) => status === 'signing').flatMap(({ id, signatures }) => {
  const asking = (name: string) => (party: Bound): Task => task({ task: name, about: `${id}/${party.organisation}`, verb: 'sign', ...fallsTo(party) });
  const [signed, missing] = apart(it.bound, signatures.map(({ organisation }) => organisation));
  return [...missing.map(asking('sign-supplement')), ...(missing.every(({ until }) => until !== null) ? signed.map(asking('conclude-supplement')) : [])];
});

const ofMotions = (it: Standing): readonly Task[] => it.motions.flatMap((motion) => {
  const { act, leaving, consents } = motion;
  const asking = (name: string) => (party: Bound): Task => task({ task: name, about: [...aboutMotion({ act, leaving }), party.organisation].join('/'), verb: act, ...fallsTo(party) });
  const [agreed, missing] = apart(askedFor(it, motion, ''), consents);
  return [...missing.map(asking('agree')), ...(missing.every(({ until }) => until !== null) ? agreed.map(asking('conclude-motion')) : [])];
});

const apart = (bound: readonly Bound[], done: readonly string[]): readonly [readonly Bound[], readonly Bound[]] =>
  [bound.filter(({ organisation }) => done.includes(organisation)), bound.filter(({ organisation }) => !done.includes(organisation))];

const aboutMotion = ({ act, leaving }: Pick<Motion, 'act' | 'leaving'>): readonly string[] => [act, ...(leaving === null ? [] : [leaving])];

/** Whether all of those whom an act asks have done it. */
const isDone = (asked: readonly Bound[], done: readonly string[]): boolean => asked.every(({ organisation }) => done.includes(organisation));

/**
 * Whether a task is still, or already, to be done on a day: who left is asked no more, a motion lapses with its day, and the
 * pact itself ends by the date alone. No fact tells the tasks of it, so whoever shows them asks.
 */
export const isAskedOn = (it: Known, { task: name, about }: Pick<Task, 'task' | 'about'>, day: string): boolean => {
  if (it.status === 'frozen') return !isOverBy(it.terms.validity.to, day);
  if (it.status !== 'in-force') return true;
  if (name === 'fulfil-obligation') return owedUnder(it).some(({ obligation, until }) => obligation.obligation === about && (until === null || day < until));
  const parts = about.split('/');
  const isAsked = (asked: readonly Bound[]): boolean => asked.some(({ organisation }) => organisation === parts.at(-1));
  const bound = partiesOf(it, day);
  // What was reported may be verified when the pact has ended too.
  if (name === 'verify-obligation') return isAsked(bound);
  if (['expired', 'terminated'].includes(situationOn(it, day))) return false;
  if (name === 'sign-supplement' || name === 'conclude-supplement') {
    const supplement = it.supplements[parts[0] ?? ''];
    return supplement !== undefined && isAsked(bound) && !isOverBy(supplement.to, day) && (name === 'sign-supplement' || isDone(bound, supplement.signatures.map(({ organisation }) => organisation)));
  }
  const motion = it.motions.find((each) => aboutMotion(each).join('/') === parts.slice(0, -1).join('/'));
  if (!motion || isOverBy(motion.on, day)) return false;
  const asked = askedFor(it, motion, day);
  return isAsked(asked) && (name === 'agree' || isDone(asked, motion.consents));
};

const isOverBy = (date: string | null, day: string): boolean => date !== null && edtfInterval(date).to < day;

/** What is to be done about a pact as it stands. */
export const tasksOf = (it: Known): readonly Task[] => {
  switch (it.status) {
    case 'drafted': case 'declined': return [];
    case 'negotiating': return it.parties.filter(({ organisation }) => organisation !== it.offeredBy && !it.declined.some((each) => each.organisation === organisation))
      .map((party) => task({ task: 'answer-offer', about: party.organisation, verb: 'freeze', ...fallsTo(party) }));
    case 'frozen': {
      const turn = turnOf(it.terms.signing.groups, it).flatMap(({ parties }) => parties);
      return it.parties.filter(({ organisation }) => turn.includes(organisation) && ![...it.signatures, ...it.declined].some((each) => each.organisation === organisation))
        .map((party) => task({ task: 'sign-pact', about: party.organisation, verb: 'sign', ...fallsTo(party) }));
    }
    // A termination may lie ahead: until its day all of it stands, and whoever asks looks at the day.
    case 'in-force': return [...ofSupplements(it), ...ofMotions(it), ...ofObligations(it)];
  }
};

/** What each task is called, and what happens if it is not done. */
export const taskWords: Readonly<Record<string, Readonly<{ title: Words; then: Words }>>> = {
  'answer-offer': { title: { en: 'Agree to the offered text (freeze), or make a counter-offer', zh: '同意所提文本（冻结）或提出对案' }, then: { en: 'The pact does not come about.', zh: '协议不成立。' } },
  'sign-pact': { title: { en: 'Sign the frozen text, or decline', zh: '签署冻结文本，或拒签' }, then: { en: 'The pact does not come into force.', zh: '协议不生效。' } },
  'sign-supplement': { title: { en: 'Sign the supplementary agreement, or decline', zh: '签署补充协议，或拒签' }, then: { en: 'The text stands as it was.', zh: '原文本不变。' } },
  agree: { title: { en: 'Another party asks to suspend, resume, renew or end the pact: agree by the same act', zh: '其他方提议中止、恢复、续期或终止：以同一操作表示同意' }, then: { en: 'The pact stands as it is.', zh: '协议维持原状。' } },
  'conclude-supplement': {
    title: { en: 'All who are still bound have signed the supplementary agreement: send the signature again, and it takes effect', zh: '仍受约束的各方均已签署补充协议：请再次提交签名，即行生效' }, then: { en: 'The text stands as it was.', zh: '原文本不变。' },
  },
  'conclude-motion': {
    title: { en: 'All who are still bound have agreed: say so again, and it takes effect', zh: '仍受约束的各方均已同意：请再次表示同意，即行生效' }, then: { en: 'The pact stands as it is.', zh: '协议维持原状。' },
  },
  'fulfil-obligation': { title: { en: 'Fulfil the obligation and report it', zh: '履行义务并报告' }, then: { en: 'After its date it is listed as overdue, with who owes it.', zh: '逾期后列入逾期清单，并注明义务方。' } },
  'verify-obligation': { title: { en: 'Verify that the obligation was fulfilled, or reverse it', zh: '核实义务的履行，或核销' }, then: { en: 'It does not count as fulfilled until it is verified.', zh: '核实前不计为已履行。' } },
};
