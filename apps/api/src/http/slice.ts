import { Command as BusCommand, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Type } from '@nestjs/common';
import type { Decider } from '@entente/domain/kernel/decider';
import type { Directory } from '@entente/domain/kernel/directory';
import type { Command, Fact } from '@entente/domain/kernel/message';
import { Refusal } from '@entente/domain/kernel/refusal';
import type { Envelope, Handled } from '@entente/infra/event-log/deciding';
import { EventLog } from '@entente/infra/event-log/event-log';
import { Lanes } from '@entente/infra/event-log/lanes';
import { rehearse, type Rehearsed } from '@entente/infra/event-log/rehearse';
import { eventTypes } from '@entente/infra/reading/readers';
import { Directories } from '../territory/directories.js';

/** The bus token of a decider: the bus routes by class, the domain by the type of its commands. */
export type BusToken<C extends Command> = new (command: Omit<C, 'directory'>, envelope: Envelope, dryRun: boolean) => BusCommand<Handled | Rehearsed>;

/** One bus token and one handler for a decider: where Nest begins and ends. */
export const slice = <S, C extends Command, F extends Fact>(
  decider: Decider<S, C, F>,
  /** What this process does before it answers that a command was accepted. */
  accepted: (directories: Directories) => Promise<unknown> = async () => undefined,
): { Handle: BusToken<C>; Handler: Type<ICommandHandler> } => {
  class Handle extends BusCommand<Handled | Rehearsed> {
    constructor(
      readonly command: Omit<C, 'directory'>,
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
      private readonly directories: Directories,
    ) {}

    /** A refusal may rest on a directory that has moved: it is given on a fresh one only. */
    async execute(asked: Handle): Promise<Handled | Rehearsed> {
      const references = decider.refersTo?.(asked.command as C) ?? {};
      const known = await this.directories.territory();
      const before = await this.directories.of(references, known);
      try {
        const handled = await this.handle(asked, before);
        if (!asked.dryRun) await accepted(this.directories);
        return handled;
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
        const [fresh, haveMoved] = await Promise.all([this.directories.fresh(), this.directories.haveMoved(references, before)]);
        if (fresh === known && !haveMoved) throw error;
        return this.handle(asked, await this.directories.of(references, fresh));
      }
    }

    private async handle({ command: bare, envelope, dryRun }: Handle, directory: Directory): Promise<Handled | Rehearsed> {
      const command = { ...bare, directory } as C;
      return dryRun ? rehearse(this.log, eventTypes, decider, command, envelope) : this.lanes.handle(decider, command, envelope);
    }
  }
  Object.defineProperty(Handle, 'name', { value: `Handle ${decider.name}` });
  Object.defineProperty(Handler, 'name', { value: `Handler of ${decider.name}` });
  return { Handle, Handler };
};
