import type { Actor } from '../../kernel/message.js';
import { dayAfter, isWeekend } from '../../kernel/period.js';
import type {
  PlanMilestone, ReceiveFunds, ReportMilestone, ReverseFunds, ReverseMilestone, SigningCommand, VerifyFunds, VerifyMilestone,
} from './signing.js';
import { type ExternalId, type Known, termsAt } from './state.js';
import type { Field, Terms } from './terms.js';

const VERBS = {
  SubmitSigning: 'submit', ReturnSigning: 'return', ResubmitSigning: 'resubmit', ConfirmSigning: 'confirm', ApproveSigning: 'approve', RemindSigning: 'remind', ObjectToSigning: 'object',
  WithdrawSigning: 'withdraw', IdentifySigning: 'identify', CorrectSigning: 'correct', AmendSigning: 'amend', UpgradeSigning: 'upgrade', PlanMilestone: 'plan-milestone', ReportMilestone: 'report-milestone',
  VerifyMilestone: 'verify-milestone', ReverseMilestone: 'reverse-milestone', ReceiveFunds: 'receive-funds', VerifyFunds: 'verify-funds', ReverseFunds: 'reverse-funds', TerminateSigning: 'terminate', AnnulSigning: 'annul',
} as const satisfies Record<SigningCommand['type'], string>;
export type Verb = (typeof VERBS)[keyof typeof VERBS];
export const verbOf = ({ type }: SigningCommand): Verb => VERBS[type];

/** What docs/signing.md says of a verb: the situation that follows in each, or the refusal, and who may; and whose confirmation a field voids. */
export type Text = Readonly<{ table: (verb: Verb) => Readonly<Record<string, string>>; voidsOf: (field: string) => string }>;
export const textOf = (markdown: string): Text => {
  const cells = markdown.split('\n').map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim().replaceAll('`', '')));
  const header = cells.find(([name, state]) => name === 'verb' && state === 'absent') ?? [];
  return {
    table: (verb) => Object.fromEntries((cells.find((row) => row.length === header.length && row[0] === verb) ?? []).map((cell, n) => [header[n], cell])),
    voidsOf: (field) => cells.find((row) => row.length === 3 && row[0] === field)?.[2] ?? '',
  };
};

type Asked = readonly Readonly<{ region: string; as: string }>[];
type Asking = Readonly<{ asked: Asked; confirmed: readonly string[]; due: string | null; reminded: Readonly<Record<string, string>> }>;
type Change = Asking & Readonly<{ act: 'correct' | 'amend' | 'upgrade'; from: string | null; changes: Partial<Terms>; by: Actor }>;
type Report = Readonly<{ on: string; by: Actor; verified: boolean; reason: string | null }>;
type Steps = Readonly<Record<string, Readonly<{ planned: Readonly<{ on: string; first: string; who: string }> | null; reported: Report | null; reversed: boolean }>>>;
type Paid = Readonly<{ data: ReceiveFunds['data']; by: Actor; status: string }>;
/** All that one has to know of a signing to say what comes next. */
export type Model = Asking & Readonly<{
  situation: string; by: Actor; owner: string; attested: boolean; terms: Terms; amendments: readonly Readonly<{ on: string; changes: Partial<Terms> }>[];
  change: Change | null; ended: string; silent: readonly (Asked[number] & Readonly<{ objection: string | null }>)[]; ids: readonly ExternalId[]; steps: Steps; funds: Readonly<Record<string, Paid>>;
}>;

const within = (region: string, scope: string): boolean => scope === '*' || region.startsWith(scope.replace(/(00)+$/, ''));
const first = (date: string): string => `${date.replace('~', '')}-01-01`.slice(0, 10);
const last = (date: string): string => `${date.replace('~', '')}-99-99`.slice(0, 10);
export const at = ({ terms, amendments }: Pick<Model, 'terms' | 'amendments'>, day = '9999'): Terms =>
  amendments.filter(({ on }) => first(on) <= day).sort((a, b) => (first(a.on) < first(b.on) ? -1 : 1)).reduce((sum, { changes }) => ({ ...sum, ...changes }), terms);
const asksOf = ({ hosts, counterpart }: Pick<Terms, 'hosts' | 'counterpart'>, by: Actor): Asked =>
  [...hosts.map(({ region }) => ({ region, as: 'host' })), ...(counterpart ? [{ ...counterpart, as: 'counterpart' }] : [])].filter(({ region }) => !within(region, by.region));
const differing = (a: Terms, b: Terms): readonly Field[] => (Object.keys(a) as Field[]).filter((field) => JSON.stringify(a[field]) !== JSON.stringify(b[field]));
const touched = ({ voidsOf }: Text, asked: Asked, fields: readonly Field[]): Asked => asked.filter(({ as }) => fields.some((field) => voidsOf(field).includes(as)));
/** The end of the tenth weekday after a day, in Shanghai. */
const dueBy = (instant: string): string => {
  let day = instant.slice(0, 10);
  for (let left = 10; left > 0; left -= isWeekend(day) ? 0 : 1) day = dayAfter(day);
  return `${day}T15:59:59.999Z`;
};
export const missing = ({ asked, confirmed }: Asking): readonly string[] => [...new Set(asked.map(({ region }) => region))].filter((region) => !confirmed.includes(region));
const RANK = { unspecified: 0, intent: 0, framework: 1, contract: 2 };
const rising = (then: Pick<Model, 'terms' | 'amendments'>): boolean => {
  const levels = [then.terms.level, ...then.amendments.toSorted((a, b) => (first(a.on) < first(b.on) ? -1 : first(a.on) > first(b.on) ? 1 : 0)).flatMap(({ changes }) => changes.level ?? [])].map((level) => RANK[level]);
  return levels.every((level, n) => n === 0 || level > (levels[n - 1] as number));
};
const datesOf = ({ amendments, steps, funds }: Pick<Model, 'amendments' | 'steps' | 'funds'>): readonly string[] => [
  ...amendments.map(({ on }) => on), ...Object.values(steps).flatMap(({ reported }) => reported?.on ?? []), ...Object.values(funds).filter(({ status }) => status !== 'reversed').map(({ data }) => data.on),
];
/** What became of the project no longer fits what it would be changed to. */
const unfitting = (model: Model, then: Pick<Model, 'terms' | 'amendments'>): Readonly<Record<string, boolean>> => ({
  'host-has-funds': Object.values(model.funds).some(({ status, data }) => status !== 'reversed' && !at(then, first(data.on)).hosts.some(({ region }) => region === data.host)),
  'milestone-not-of-kind': then.terms.kind === 'headquarters' && model.steps['start']?.reported != null,
  'before-signed': datesOf({ ...model, ...then }).some((on) => isBefore(on, then.terms.signedOn)),
});
const plansAfter = ({ steps }: Pick<Model, 'steps'>, { kind, signedOn }: Terms): Steps => Object.fromEntries(Object.entries(steps).map(([name, step]) =>
  [name, step.planned && ((kind === 'headquarters' && name === 'start') || isBefore(step.planned.on, signedOn)) ? { ...step, planned: null } : step]));
const isBefore = (a: string, b: string): boolean => last(a) < first(b);
const NAMES = ['register', 'settle', 'start', 'complete', 'operate', 'full-capacity'];
const isOutOfOrder = (name: string, on: string, dates: (name: string) => string | undefined): boolean => NAMES.some((other, n) => {
  const date = dates(other);
  return date !== undefined && (n < NAMES.indexOf(name) ? isBefore(on, date) : n > NAMES.indexOf(name) && isBefore(date, on));
});
const isTwice = ({ hosts, counterpart }: Terms): boolean => hosts.some(({ region }) => region === counterpart?.region);

const concerns = (model: Model, { region }: Actor): boolean => {
  const all = [model.terms, ...model.amendments.map(({ changes }) => changes), model.change?.changes ?? {}];
  const regions = all.flatMap(({ hosts = [], counterpart }) => [...hosts, ...(counterpart ? [counterpart] : [])]);
  return [...[...regions, ...model.asked, ...model.silent, ...(model.change?.asked ?? [])].map((each) => each.region), ...model.confirmed, model.owner].some((each) => within(each, region));
};

const mayAct = (text: Text, model: Model, verb: Verb, actor: Actor): boolean => {
  const isSubmitter = actor.organisation === model.by.organisation;
  const now = model.change?.asked ?? model.asked;
  const asked = verb === 'terminate' ? asksOf(at(model), { ...model.by, region: '-' })
    : verb === 'confirm' ? [...now, ...model.silent] : verb === 'object' ? [...now, ...model.asked, ...model.silent] : now;
  const is = (who: string): boolean => {
    if (who === 'submitter') return isSubmitter;
    const isAssociation = actor.role === 'administrator' && within(model.owner, actor.region);
    if (who === 'association') return isAssociation;
    if (who === 'whoever sees it') return true;
    if (who === 'host') return (model.attested && isAssociation) || (actor.role === 'region' && [...model.terms.hosts, ...at(model).hosts].some(({ region }) => within(region, actor.region)));
    return actor.role === 'region' && !isSubmitter && asked.some(({ region, as }) => as === who.replace('other ', '') && within(region, actor.region));
  };
  return (text.table(verb).who ?? '').split(', ').some(is);
};

export type Said = readonly string[] | 'nothing new' | Model;
const unless = (wrong: Readonly<Record<string, boolean>>, next: () => Said): Said => {
  const codes = Object.keys(wrong).filter((code) => wrong[code]);
  return codes.length > 0 ? codes.map((code) => (code.includes('/') ? code : `signing/${code}`)) : next();
};

const asking = (asked: Asked, instant: string): Asking => ({ asked, confirmed: [], due: asked.length > 0 ? dueBy(instant) : null, reminded: {} });

/** What the text makes of a command: the refusals that fit, nothing new, or the situation that follows. */
export const said = (text: Text, model: Model | null, command: SigningCommand): Said => {
  const [verb, { actor }, today] = [verbOf(command), command, command.at.slice(0, 10)];
  const cell = text.table(verb)[model?.situation ?? 'absent'] ?? '';
  if (command.type === 'SubmitSigning') {
    const { terms, source } = command.data;
    if (model) return [cell];
    const owner = terms.hosts.find(({ region }) => within(region, actor.region))?.region;
    if (owner === undefined) return [text.table(verb).others ?? ''];
    const isAssociation = actor.role === 'administrator';
    return unless({ 'source-required': isAssociation && !source, 'attest-not-yours': !isAssociation && source !== null, 'counterpart-is-host': isTwice(terms), 'date-in-future': first(terms.signedOn) > today },
      () => ({ situation: cell, by: actor, owner, attested: isAssociation, terms, amendments: [], ...asking(isAssociation ? [] : asksOf(terms, actor), command.at), change: null, ended: '', silent: [], ids: [], steps: {}, funds: {} }));
  }
  if (!model || !concerns(model, actor)) return ['signing/not-found'];
  const { terms, amendments, change, attested, by } = model;
  if ('milestone' in command.data || 'receipt' in command.data) return saidOfProgress(text, model, command as Progress, cell);
  if (!mayAct(text, model, verb, actor)) return [text.table(verb).others ?? ''];
  if (command.type === 'TerminateSigning' && model.situation === 'terminated' && model.ended !== command.data.on) return ['signing/terminated'];
  if (cell.startsWith('signing/')) return [cell];
  if (cell === 'nothing new' && command.type !== 'ConfirmSigning') return cell;
  const next = { ...model, situation: cell };
  switch (command.type) {
    case 'ReturnSigning': return { ...next, change: null };
    case 'WithdrawSigning': return { ...next, ids: [] };
    case 'AnnulSigning': return { ...next, change: null, ids: [] };
    case 'IdentifySigning': {
      const added = command.data.externalIds.map((each) => ({ organisation: actor.organisation, ...each })).filter(({ organisation }) => !model.ids.some((each) => each.organisation === organisation));
      return added.length === 0 ? 'nothing new' : { ...next, ids: [...model.ids, ...added] };
    }
    case 'RemindSigning': {
      const [review, { regions: named }] = [change ?? model, command.data];
      const regions = (named.length > 0 ? named : missing(review)).filter((region) => review.reminded[region] !== today);
      return unless({ 'nobody-to-remind': missing(review).length === 0, 'not-missing': named.some((region) => !missing(review).includes(region)) }, () => {
        const reminded = { ...review.reminded, ...Object.fromEntries(regions.map((region) => [region, today])) };
        return regions.length === 0 ? 'nothing new' : change ? { ...next, change: { ...change, reminded } } : { ...next, reminded };
      });
    }
    case 'ObjectToSigning': {
      const mine = model.silent.filter(({ region }) => within(region, actor.region));
      return unless({ 'nothing-to-object': mine.length === 0 }, () => (mine.every(({ objection }) => objection === command.data.reason.text) ? 'nothing new'
        : { ...next, silent: model.silent.map((each) => (mine.includes(each) ? { ...each, objection: command.data.reason.text } : each)) }));
    }
    case 'ConfirmSigning': {
      const mine = model.situation === 'submitted' || change ? missing(change ?? model).filter((region) => within(region, actor.region)) : [];
      const late = [...new Set(model.silent.map(({ region }) => region))].filter((region) => within(region, actor.region));
      if (mine.length > 0) return change ? { ...next, change: { ...change, confirmed: [...change.confirmed, ...mine] } } : { ...next, confirmed: [...model.confirmed, ...mine] };
      return late.length === 0 ? 'nothing new' : {
        ...model, confirmed: [...model.confirmed, ...late.filter((region) => !model.confirmed.includes(region))], silent: model.silent.filter(({ region }) => !late.includes(region)),
      };
    }
    case 'ApproveSigning': {
      const [review, brought, { waive }] = [change ?? model, change?.by ?? by, command.data];
      const then: Pick<Model, 'terms' | 'amendments'> = !change ? { terms, amendments } : change.from === null ? { terms: { ...terms, ...change.changes }, amendments } : { terms, amendments: [...amendments, { on: change.from, changes: change.changes }] };
      return unless({
        'same-person': actor.principal === brought.principal, 'same-organisation': !attested && actor.organisation === brought.organisation,
        'confirmations-missing': missing(review).some((region) => !waive.includes(region)), 'waive-not-missing': waive.some((region) => !missing(review).includes(region)),
        'not-due': waive.length > 0 && (review.due === null || command.at <= review.due), ...(change ? unfitting(model, then) : {}),
      }, () => {
        const silent = [
          ...model.silent.filter(({ region }) => !waive.includes(region)),
          ...review.asked.filter(({ region }) => waive.includes(region)).map((each) => ({ ...each, objection: model.silent.find(({ region }) => region === each.region)?.objection ?? null })),
        ];
        return change ? { ...next, ...then, ...(change.from === null ? { steps: plansAfter(model, then.terms) } : {}), situation: cell, silent, change: null } : { ...next, silent };
      });
    }
    case 'ResubmitSigning': {
      const sent = { ...terms, ...command.data.changes };
      const asked = attested ? [] : asksOf(sent, by);
      const voided = touched(text, asked, differing(terms, sent)).map(({ region }) => region);
      return unless({ 'host-not-yours': !sent.hosts.some(({ region }) => within(region, actor.region)), 'counterpart-is-host': isTwice(sent), 'date-in-future': first(sent.signedOn) > today },
        () => {
          const again = { ...asking(asked, command.at), confirmed: model.confirmed.filter((region) => asked.some((each) => each.region === region) && !voided.includes(region)) };
          return { ...next, terms: sent, ...again, due: missing(again).length === 0 ? null : again.due };
        });
    }
    case 'CorrectSigning': case 'AmendSigning': case 'UpgradeSigning': {
      const amends = command.type === 'CorrectSigning' ? null : command.data.effectiveOn;
      const before = amends === null ? terms : at(model, first(amends));
      const raised = command.type === 'UpgradeSigning' ? { level: command.data.level } : {};
      const after: Terms = { ...before, ...command.data.changes, ...raised };
      const fields = differing(before, after);
      const changes = Object.fromEntries(fields.map((field) => [field, after[field]])) as Partial<Terms>;
      const then = amends === null ? { terms: after, amendments } : { terms, amendments: [...amendments, { on: amends, changes }] };
      const parties = amends === null ? { ...at(then), hosts: [...after.hosts, ...at(then).hosts.filter(({ region }) => !after.hosts.some((host) => host.region === region))] } : after;
      return unless({
        'nothing-changes': fields.length === 0,
        'not-amendable': amends !== null && fields.some((field) => ['kind', 'edition', 'pact', 'signedOn', ...('level' in raised ? [] : ['level'])].includes(field)) || ('level' in raised && command.data.changes.level !== undefined),
        'not-higher': !rising(then) || ('level' in raised && RANK[after.level] <= RANK[before.level]),
        'date-in-future': first(amends ?? after.signedOn) > today,
        ...unfitting(model, then),
        'counterpart-is-host': isTwice(then.terms) || then.amendments.some(({ on }) => isTwice(at(then, first(on)))),
      }, () => ({
        ...next, change: { act: verb as Change['act'], from: amends, changes, by: actor, ...asking(attested ? [] : touched(text, asksOf(parties, by), fields), command.at) },
      }));
    }
    case 'TerminateSigning': {
      const { on } = command.data;
      return unless({ 'date-in-future': first(on) > today, 'before-signed': [terms.signedOn, ...datesOf(model)].some((date) => isBefore(on, date)) },
        () => ({ ...next, change: null, ended: on }));
    }
    default: throw new Error(`${command.type} is told elsewhere`);
  }
};

type Progress = PlanMilestone | ReportMilestone | VerifyMilestone | ReverseMilestone | ReceiveFunds | VerifyFunds | ReverseFunds;
const UNTOLD = { planned: null, reported: null, reversed: false };
const DEPOSITORS = ['chengdu-commerce', 'chongqing-commerce', 'shanghai-commerce', 'association', 'wuhan-commerce'];

const saidOfProgress = (text: Text, model: Model, command: Progress, cell: string): Said => {
  const { actor, data } = command;
  const [{ terms, steps, funds }, today, verb] = [model, command.at.slice(0, 10), verbOf(command)];
  const step = 'milestone' in data ? steps[data.milestone] ?? UNTOLD : UNTOLD;
  const paid = 'receipt' in data ? funds[data.receipt] : undefined;
  const isVerifying = command.type === 'VerifyMilestone' || command.type === 'VerifyFunds';
  const brought = isVerifying ? step.reported?.by ?? paid?.by : undefined;
  const bySame = brought?.principal === actor.principal ? ['signing/same-person'] : [];
  if (!mayAct(text, model, verb, actor)) return [text.table(verb).others ?? '', ...bySame];
  // Of what it entered and reported itself, a second person of the association verifies.
  const isOwn = brought?.organisation === actor.organisation && !(model.attested && brought.organisation === model.by.organisation);
  if (isVerifying && (bySame.length > 0 || isOwn)) return [...bySame, ...(isOwn ? ['signing/same-organisation'] : [])];
  const isSaid = command.type === 'ReceiveFunds' && paid !== undefined && paid.status !== 'reversed' && JSON.stringify([paid.data.host, paid.data.on, paid.data.amount, paid.data.kind, paid.data.evidence])
    === JSON.stringify([command.data.host, command.data.on, command.data.amount, command.data.kind, command.data.evidence]);
  const isReported = command.type === 'ReportMilestone' && step.reported?.on === command.data.on && step.reported.by.organisation === actor.organisation && command.data.evidence.length > 0 && step.reported.reason === (command.data.reason?.text ?? null);
  if ((isSaid || isReported) && ['admitted', 'change waiting', 'terminated'].includes(model.situation)) return 'nothing new';
  if (cell.startsWith('signing/')) return [cell, ...(command.type === 'ReceiveFunds' && paid?.status === 'reversed' ? ['signing/receipt-reversed'] : [])];
  const withStep = (name: string, next: Steps[string]): Model => ({ ...model, steps: { ...steps, [name]: next } });
  const wrongEvidence: Readonly<Record<string, boolean>> = 'evidence' in data ? { 'evidence-missing': data.evidence.length === 0, 'document/unknown': data.evidence.length > 0 && !DEPOSITORS.includes(actor.organisation) } : {};
  switch (command.type) {
    case 'PlanMilestone': {
      const { milestone, on, responsible, reason } = command.data;
      if (step.reported) return ['signing/milestone-reached'];
      if (step.planned?.on === on && step.planned.who === responsible.name) return 'nothing new';
      return unless({
        'milestone-not-of-kind': terms.kind === 'headquarters' && milestone === 'start', 'before-signed': isBefore(on, terms.signedOn),
        'milestone-order': isOutOfOrder(milestone, on, (name) => steps[name]?.reported?.on ?? steps[name]?.planned?.on), 'reason-for-delay': step.planned !== null && step.planned.on !== on && !reason,
      }, () => withStep(milestone, { ...step, planned: { on, first: step.planned?.first ?? on, who: responsible.name } }));
    }
    case 'ReportMilestone': {
      const { milestone, on, reason } = command.data;
      if (step.reported?.verified) return ['signing/milestone-verified'];
      const missed = NAMES.slice(0, NAMES.indexOf(milestone)).filter((name) => !steps[name]?.reported && !(terms.kind === 'headquarters' && ['start', 'complete'].includes(name)));
      return unless({
        'milestone-not-of-kind': terms.kind === 'headquarters' && milestone === 'start', 'date-in-future': first(on) > today, 'before-signed': isBefore(on, terms.signedOn),
        'milestone-order': isOutOfOrder(milestone, on, (name) => steps[name]?.reported?.on), 'milestone-skips': missed.length > 0 && !reason, ...wrongEvidence,
      }, () => withStep(milestone, { ...step, reversed: false, reported: { on, by: actor, verified: false, reason: reason?.text ?? null } }));
    }
    case 'VerifyMilestone': case 'ReverseMilestone': {
      if (!step.reported && step.reversed && command.type === 'ReverseMilestone') return 'nothing new';
      if (!step.reported) return ['signing/milestone-not-reported'];
      if (command.type === 'ReverseMilestone') return withStep(command.data.milestone, { ...step, reported: null, reversed: true });
      return step.reported.verified ? 'nothing new' : withStep(command.data.milestone, { ...step, reported: { ...step.reported, verified: true } });
    }
    case 'ReceiveFunds': {
      const { host, on, receipt } = command.data;
      if (paid) return [paid.status === 'reversed' ? 'signing/receipt-reversed' : 'signing/receipt-exists'];
      return unless({
        'not-its-host': !at(model, first(on)).hosts.some(({ region }) => region === host), 'receipt-not-yours': !model.attested && !within(host, actor.region), 'date-in-future': first(on) > today,
        'before-signed': isBefore(on, terms.signedOn), ...wrongEvidence,
      }, () => ({ ...model, funds: { ...funds, [receipt]: { data: command.data, by: actor, status: 'reported' } } }));
    }
    case 'VerifyFunds':
    case 'ReverseFunds': {
      if (!paid) return ['signing/receipt-unknown'];
      const status = command.type === 'VerifyFunds' ? 'verified' : 'reversed';
      if (paid.status === status) return 'nothing new';
      return paid.status === 'reversed' ? ['signing/receipt-reversed'] : { ...model, funds: { ...funds, [command.data.receipt]: { ...paid, status } } };
    }
  }
};

/** What of a signing the model has a word for, as the decider's state has it, and as the model. */
export const seen = (state: Known) => {
  const pending = state.status === 'admitted' ? state.pending : null;
  return {
    situation: pending ? 'change waiting' : state.status, attested: state.grade === 'attested', today: termsAt(state), terms: state.terms, asked: state.asked, confirmed: state.confirmed, due: state.due?.at ?? null,
    change: pending && { act: pending.act, from: pending.effectiveOn, changes: pending.changes, asked: pending.asked, confirmed: pending.confirmed, due: pending.due?.at ?? null },
    ended: state.status === 'terminated' ? state.on : '', ids: state.externalIds, silent: state.unconfirmed.map(({ objection, ...each }) => ({ ...each, objection: objection?.text ?? null })),
    steps: Object.fromEntries(Object.entries(state.milestones).map(([name, { planned, reported }]) => [name, [planned?.on, planned?.baseline, reported?.on, reported?.by.principal, reported ? reported.verified !== null : undefined]])),
    funds: Object.fromEntries(Object.entries(state.receipts).map(([receipt, { on, host, by, status }]) => [receipt, [on, host, by.principal, status]])),
  };
};
export const expected = (model: Model): ReturnType<typeof seen> => {
  const { situation, attested, terms, asked, confirmed, due, change, ended, ids, silent, steps, funds } = model;
  return {
    situation, attested, today: at(model), terms, asked, confirmed, due, change: change && { act: change.act, from: change.from, changes: change.changes, asked: change.asked, confirmed: change.confirmed, due: change.due },
    ended: situation === 'terminated' ? ended : '', ids, silent,
    steps: Object.fromEntries(Object.entries(steps).map(([name, { planned, reported }]) => [name, [planned?.on, planned?.first, reported?.on, reported?.by.principal, reported?.verified]])),
    funds: Object.fromEntries(Object.entries(funds).map(([receipt, { data, by, status }]) => [receipt, [data.on, data.host, by.principal, status]])),
  } as ReturnType<typeof seen>;
};
