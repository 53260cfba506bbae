import { Injectable } from '@nestjs/common';
import type { AllianceCommand, ApplyToJoin } from '@entente/domain/cooperation/alliance';
import type { Party } from '@entente/domain/kernel/party';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply } from 'fastify';
import type { Asked } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen, naming } from '../../http/commands.js';
import { type Addressed, type Answer, CooperationActs, type Said } from '../cooperation.acts.js';
import { CooperationStreams, type There } from '../cooperation.streams.js';
import { HandleAlliance } from './alliance.handler.js';

/**
 * Who is looked up with an act: while the alliance forms, its founders; who votes, those who may; who asks to join, or
 * is let in, the members, of whom one may have become the same body; and else the secretariat. An alliance may have hundreds of members,
 * so not all of them are looked up for every act.
 */
const parties = (it: There<'alliance'>, said: Said<AllianceCommand>): readonly Party[] => {
  if (it.status !== 'founded') return it.founders;
  const secretariat = it.secretariats.map(({ party }) => party);
  const members = it.memberships.filter(({ to }) => to === null);
  switch (said.type) {
    case 'AgreeToFound': case 'DeclineToFound': return it.founders;
    case 'CastVote': return [...secretariat, ...(it.applications[said.data.application]?.ballots.at(-1)?.electorate ?? [])];
    case 'ApplyToJoin': return [...secretariat, ...members];
    case 'CloseApplication': case 'OpenVote': case 'AdmitMember': return [...secretariat, ...members, ...[it.applications[said.data.application ?? '']?.member ?? []].flat()];
    default: return secretariat;
  }
};

const addressed: Addressed<'alliance', AllianceCommand> = { kind: 'alliance', Handle: HandleAlliance, parties };

/** Sends acts on alliances. */
@Injectable()
export class AllianceCommands {
  constructor(
    private readonly acts: CooperationActs,
    private readonly commands: Commands,
    private readonly streams: CooperationStreams,
  ) {}

  open<C extends AllianceCommand>(asked: Asked, type: C['type'], data: C['data'] & { id: string }, reply: FastifyReply): Answer {
    return this.commands.send<AllianceCommand>(HandleAlliance, asked, type, data, reply, `/v1/alliances/${data.id}`);
  }

  send<C extends AllianceCommand>(asked: Asked, type: C['type'], data: C['data'] & { id: string }, reply: FastifyReply): Answer {
    return this.acts.send<'alliance', AllianceCommand>(addressed, asked, type, data.id, async () => data, reply);
  }

  /** Answers with the application, of a repetition with the one that stands. */
  async apply(asked: Asked, data: Omit<ApplyToJoin['data'], 'application'> & { id: string }, reply: FastifyReply): Promise<(Accepted & { application: string }) | Foreseen> {
    const application = commandIdOf(asked.id, 'application');
    const sent = await this.send<ApplyToJoin>(asked, 'ApplyToJoin', { ...data, application }, reply);
    if ('dryRun' in sent) return sent;
    const it = await this.streams.standing('alliance', data.id);
    const all = it?.status === 'founded' ? it.applications : {};
    const standing = all[application] ?? Object.values(all).findLast(({ member }) => member.organisation === data.organisation);
    return naming(sent, { application: standing?.id ?? application });
  }
}
