import type { EditionFact } from './edition.events.js';

type Of<T extends EditionFact['type']> = Extract<EditionFact, { type: T }>['data'];
type Told<T extends EditionFact['type']> = Omit<Of<T>, 'edition' | 'code' | 'place' | 'by' | 'reason'>;

export type Activity = Readonly<Told<'ActivityRecorded'>>;
export type Output = Readonly<Told<'OutputRecorded'>>;
type Announced = Readonly<Pick<Of<'EditionAnnounced'>, 'place' | 'title' | 'theme' | 'from' | 'to' | 'venue' | 'aspects'>>;

export type Known = Announced & Readonly<Pick<Of<'EditionOpened'>, 'code' | 'series' | 'number' | 'kind' | 'grade' | 'source'>> & Readonly<{
  status: 'open'; id: string; announced: boolean; aspectsGrade: Of<'EditionAnnounced'>['grade']; activities: Readonly<Record<string, Activity>>; outputs: Readonly<Record<string, Output>>; struck: readonly string[];
}>;
export type Edition = Readonly<{ status: 'absent' }> | Known;

export const absent: Edition = { status: 'absent' };

export const evolve = (state: Edition, fact: EditionFact): Edition => {
  if (fact.type === 'EditionOpened') {
    const { edition: id, code, series, number, kind, place, grade, source } = fact.data;
    return { status: 'open', id, code, series, number, kind, place, grade, source, announced: false, aspectsGrade: grade, title: null, theme: null, from: null, to: null, venue: null, aspects: [], activities: {}, outputs: {}, struck: [] };
  }
  if (state.status === 'absent') return state;
  switch (fact.type) {
    case 'EditionAnnounced': {
      const { place, title, theme, from, to, venue, aspects, changed, grade } = fact.data;
      // Whoever announces only the rest says nothing of the aspects.
      return { ...state, announced: true, aspectsGrade: changed.includes('aspects') ? grade : state.aspectsGrade, place, title, theme, from, to, venue, aspects };
    }
    case 'ActivityRecorded': {
      const { edition: _, code: _c, place: _p, by: _b, reason: _r, ...activity } = fact.data;
      return { ...state, activities: { ...state.activities, [activity.activity]: activity }, struck: state.struck.filter((id) => id !== activity.activity) };
    }
    case 'OutputRecorded': {
      const { edition: _, code: _c, place: _p, by: _b, reason: _r, ...output } = fact.data;
      return { ...state, outputs: { ...state.outputs, [output.output]: output }, struck: state.struck.filter((id) => id !== output.output) };
    }
    case 'EditionEntryStruck': {
      const { activity, output } = fact.data;
      return { ...state, activities: without(state.activities, activity), outputs: without(state.outputs, output), struck: [...state.struck, activity ?? output ?? ''] };
    }
    default: return state;
  }
};

const without = <T>(all: Readonly<Record<string, T>>, id: string | null): Readonly<Record<string, T>> =>
  (id === null ? all : Object.fromEntries(Object.entries(all).filter(([each]) => each !== id)));
