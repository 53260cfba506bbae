import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { Known } from '@entente/domain/cooperation/pact';
import { MAIN, situationOn } from '@entente/domain/cooperation/pact';
import type { Actor } from '@entente/domain/kernel/message';
import { edtfInterval } from '@entente/domain/kernel/period';
import type { Words } from '@entente/domain/kernel/refusal';
import type { Moment } from '../../reading/as-of.js';
import { historyLine } from '../../reading/history.js';
import { CooperationList, type Page } from '../cooperation-list.js';
import { CooperationStreams } from '../cooperation.streams.js';
import { liesIn } from '../territory.js';
import { EvidenceUse } from '../../evidence/document/evidence-use.js';
import { Problem } from '../../http/problems.js';
import { dayAsked } from '../day.js';
import type { PactQuery, PactsQuery } from './pact.requests.js';
import { shown } from './pact.shown.js';

export type PactAnswer = Told & { version: number; validAt: string | null; asOf: Moment; warnings: readonly object[]; history: readonly object[] };

export class PactById extends Query<PactAnswer> {
  constructor(
    readonly actor: Actor,
    readonly id: string,
    readonly query: PactQuery,
    readonly language: keyof Words,
  ) {
    super();
  }
}

@QueryHandler(PactById)
export class PactByIdHandler implements IQueryHandler<PactById> {
  constructor(
    private readonly streams: CooperationStreams,
    private readonly evidence: EvidenceUse,
  ) {}

  async execute({ actor, id, query, language }: PactById): Promise<PactAnswer> {
    const { facts, state, moment, position, isTold } = await this.streams.of('pact', id, actor, query);
    const asOf = await moment();
    const answer = withReasons(shown(state, dayAsked(query.validAt, query.asOf && asOf.instant)), (organisation) => {
      const declined = facts.findLast(({ type, data }) => type === 'PactDeclined' && (data as { organisation: string; document: string }).organisation === organisation && (data as { document: string }).document === MAIN);
      return declined !== undefined && isTold(declined);
    });
    const parent = answer.parent === null ? undefined : await this.framework(answer.parent, actor, query);
    const weigh = await this.evidence.of(id, answer.obligations.flatMap(({ fulfilment }) => fulfilment?.evidence ?? []), position);
    return {
      ...answer, obligations: answer.obligations.map((each) => ({ ...each, fulfilment: each.fulfilment && { ...each.fulfilment, evidence: weigh(each.fulfilment.evidence) } })),
      warnings: warningsOf(answer.validity, parent).map(({ code, words }) => ({ code, message: words[language] })),
      version: facts.length, validAt: query.validAt ?? null, asOf, history: facts.map((fact) => historyLine(fact, isTold(fact))),
    };
  }

  /** As it was known at the same moment; undefined where the reader may not see it. */
  private async framework(id: string, actor: Actor, query: PactQuery): Promise<Known | undefined> {
    try {
      return (await this.streams.of('pact', id, actor, query)).state;
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return undefined;
      throw error;
    }
  }
}

type Told = ReturnType<typeof withReasons>;

/** Why a party declined is told to those who were in the negotiation, as its line in the history is. */
const withReasons = (answer: ReturnType<typeof shown>, isTold: (organisation: string) => boolean) => ({
  ...answer, text: answer.text && { ...answer.text, declined: answer.text.declined.map(({ organisation, reason }) => ({ organisation, reason: isTold(organisation) ? reason : null })) },
});

/** A child agreement lies within the time of its framework; where it does not, that is told and not refused, because frameworks are renewed. */
const warningsOf = ({ from, to }: Readonly<{ from: string | null; to: string | null }>, parent: Known | undefined): readonly Readonly<{ code: string; words: Words }>[] => {
  if (parent?.status !== 'in-force') return [];
  const early = from !== null && parent.from !== null && edtfInterval(from).to < edtfInterval(parent.from).from;
  const ends = [parent.to, parent.terminated?.on ?? null].flatMap((date) => (date === null ? [] : edtfInterval(date).to)).sort();
  const late = ends[0] !== undefined && (to === null || edtfInterval(to).from > ends[0]);
  return early || late ? [{ code: 'pact/outside-framework', words: { en: 'It does not lie within the time of the framework that it hangs from.', zh: '其有效期不在所属框架协议的有效期之内。' } }] : [];
};

export class PactsBy extends Query<Page> {
  constructor(
    readonly actor: Actor,
    readonly query: PactsQuery,
  ) {
    super();
  }
}

@QueryHandler(PactsBy)
export class PactsByHandler implements IQueryHandler<PactsBy> {
  constructor(
    private readonly list: CooperationList,
  ) {}

  execute({ actor, query }: PactsBy): Promise<Page> {
    const { organisation, parent, region, status, kind, validAt } = query;
    const day = dayAsked(validAt);
    return this.list.page('pact', actor, query, {
      about: [organisation, parent].flatMap((each) => each ?? []),
      matches: ({ state }, { within }, territory) => {
        const it = shown(state, day);
        return (organisation === undefined || it.parties.some((party) => party.organisation === organisation)) && (parent === undefined || it.parent === parent)
          && (region === undefined || it.parties.some((party) => party.region !== null && within(party.region, region)) || liesIn(it.territory, region, day, territory, { within }))
          && (status === undefined || situationOn(state, day) === status) && (kind === undefined || it.kind === kind);
      },
      // Of a pact that everybody may see, the list does not look up who was in the negotiation.
      shown: ({ state }) => withReasons(shown(state, day), () => !(state.status === 'in-force' && state.access === 'open')),
    });
  }
}

