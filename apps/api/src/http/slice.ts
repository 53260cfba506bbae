import { Command as BusCommand, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Type } from '@nestjs/common';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Command, Fact } from '@entente/domain/kernel/message';
import type { Envelope, Handled } from '@entente/infra/event-log/deciding';
import { EventLog } from '@entente/infra/event-log/event-log';
import { Lanes } from '@entente/infra/event-log/lanes';
import { rehearse, type Rehearsed } from '@entente/infra/event-log/rehearse';
import { eventTypes } from '@entente/infra/reading/readers';

/** The bus token of a decider: the bus routes by class, the domain by the type of its commands. */
export type BusToken<C extends Command> = new (command: C, envelope: Envelope, dryRun: boolean) => BusCommand<Handled | Rehearsed>;

/** One bus token and one handler for a decider: where Nest begins and ends. */
export const slice = <S, C extends Command, F extends Fact>(decider: Decider<S, C, F>): { Handle: BusToken<C>; Handler: Type<ICommandHandler> } => {
  class Handle extends BusCommand<Handled | Rehearsed> {
    constructor(
      readonly command: C,
      readonly envelope: Envelope,
      readonly dryRun: boolean,
    ) {
      super();
    }
  }
  @CommandHandler(Handle)
  class Handler implements ICommandHandler<Handle> {
    constructor(
      private readonly lanes: Lanes,
      private readonly log: EventLog,
    ) {}

    execute({ command, envelope, dryRun }: Handle): Promise<Handled | Rehearsed> {
      return dryRun ? rehearse(this.log, eventTypes, decider, command, envelope) : this.lanes.handle(decider, command, envelope);
    }
  }
  Object.defineProperty(Handle, 'name', { value: `Handle ${decider.name}` });
  Object.defineProperty(Handler, 'name', { value: `Handler of ${decider.name}` });
  return { Handle, Handler };
};
