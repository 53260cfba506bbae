import { catalogue } from '@entente/domain/catalogue';
import type { Words } from '@entente/domain/kernel/refusal';
import { type DataSet, type Figure, figuresIn, type Origin } from '@entente/domain/reporting/dataset';
import { TERRITORY } from '@entente/domain/territory/territory';
import type { Ask, Cause, Question } from '../asking.js';
import { metricsBehind } from '../cohort.js';

/** Whose entries a question of a cohort is about; by which day it was measured matters to no metric. */
const ofCohort = ({ by: _, validAt: _day, ...question }: Question): Question => question;

type At = Readonly<{ ask: Ask; after: number; figures: ReadonlyMap<string, Figure> }>;

/** The facts behind a figure. `seen` are the paths that were followed, so that formulas that name each other end. */
const behind = async (at: At, origin: Origin, seen: ReadonlySet<string>): Promise<readonly Cause[]> => {
  const { ask, after } = at;
  switch (origin.kind) {
    case 'metric': {
      const causes = await ask.causes(origin.metric, origin.question, after);
      const isOfPlaces = 'region' in origin.question || 'set' in origin.question;
      // What no entry moved, the map did: a region came to lie elsewhere.
      return causes.length === 0 && isOfPlaces ? ask.causesIn([TERRITORY], after) : causes;
    }
    case 'funnel': {
      const all: Cause[] = [];
      for (const metric of metricsBehind(origin.measure)) all.push(...(await ask.causes(metric, ofCohort(origin.question), after)));
      return all;
    }
    case 'formula': {
      const all: Cause[] = [];
      for (const operand of Object.values(origin.operands)) {
        const path = typeof operand === 'string' ? operand : undefined;
        if (path !== undefined && seen.has(path)) continue;
        const next = typeof operand === 'string' ? at.figures.get(operand)?.origin : operand.origin;
        if (next) all.push(...(await behind(at, next, path === undefined ? seen : new Set([...seen, path]))));
      }
      return all;
    }
    case 'records': return ask.causesIn(origin.streams, after);
    case 'claim': return ask.causesIn([`claim-${origin.claim}`], after);
    case 'published': return [];
  }
};

/** The facts since an issue that may have moved one of its figures, the oldest first; told as it was and as it is. */
export const causesOf = (ask: Ask, after: number, sets: readonly DataSet[]): ((figures: readonly (Figure | null)[]) => Promise<readonly Cause[]>) => {
  const printed = new Map(sets.flatMap((set) => figuresIn(set)).map(({ path, figure }) => [path, figure]));
  return async (figures) => {
    const all: Cause[] = [];
    for (const figure of figures) if (figure) all.push(...(await behind({ ask, after, figures: printed }, figure.origin, new Set())));
    return [...new Map(all.map((cause) => [cause.id, cause])).values()].sort((a, b) => a.position - b.position);
  };
};

const DESCRIBES = new Map(catalogue.events.map(({ type, describes }) => [type, describes]));
const REASONS_MAX = 5;
const EVENTS_MAX = 20;

const reasonOf = ({ type, reason }: Cause): Words => {
  const { en, zh } = DESCRIBES.get(type) ?? { en: type, zh: type };
  if (reason === null) return { en, zh };
  const bare = reason.replace(/[。.]$/, '');
  return { en: `${en} Reason: ${bare}.`, zh: `${zh}理由：${bare}。` };
};

const NO_CAUSE: Words = { en: 'No fact under the same question has come in since; what it is told beside has changed.', zh: '同一口径下此后无新增事项；系所参照的内容变动。' };

/** Why a figure moved, in the words of what was done, and the reasons that were given; each once. */
export const whyOf = (causes: readonly Cause[]): Words => {
  const all = [...new Map(causes.map(reasonOf).map((each) => [each.zh, each])).values()];
  const rest = all.length - REASONS_MAX;
  if (all.length === 0) return NO_CAUSE;
  const told = all.slice(0, REASONS_MAX);
  return { en: [...told.map(({ en }) => en), ...(rest > 0 ? [`And ${rest} more.`] : [])].join(' '), zh: `${told.map(({ zh }) => zh).join('')}${rest > 0 ? `另有 ${rest} 项。` : ''}` };
};

/** Which facts they are: their positions and ids. */
export const eventsOf = (causes: readonly Cause[]): Words => {
  const [told, rest] = [causes.slice(0, EVENTS_MAX).map(({ position, id }) => `${position} ${id}`).join('; '), causes.length - EVENTS_MAX];
  return rest > 0 ? { en: `${told}; and ${rest} more`, zh: `${told}；另有 ${rest} 项` } : { en: told || '—', zh: told || '—' };
};
