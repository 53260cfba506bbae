import { Command as BusCommand, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Type } from '@nestjs/common';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Command, Fact } from '@entente/domain/kernel/message';
import type { Envelope, Handled } from '@entente/infra/event-log/deciding';
import { Lanes } from '@entente/infra/event-log/lanes';

/** The bus token of a decider: the bus routes by class, the domain by the type of its commands. */
export type BusToken<C extends Command> = new (command: C, envelope: Envelope) => BusCommand<Handled>;

/** One bus token and one handler for a decider: where Nest begins and ends. */
export const slice = <S, C extends Command, F extends Fact>(decider: Decider<S, C, F>): { Handle: BusToken<C>; Handler: Type<ICommandHandler> } => {
  class Handle extends BusCommand<Handled> {
    constructor(
      readonly command: C,
      readonly envelope: Envelope,
    ) {
      super();
    }
  }
  @CommandHandler(Handle)
  class Handler implements ICommandHandler<Handle> {
    constructor(private readonly lanes: Lanes) {}

    execute({ command, envelope }: Handle): Promise<Handled> {
      return this.lanes.handle(decider, command, envelope);
    }
  }
  Object.defineProperty(Handle, 'name', { value: `Handle ${decider.name}` });
  Object.defineProperty(Handler, 'name', { value: `Handler of ${decider.name}` });
  return { Handle, Handler };
};
