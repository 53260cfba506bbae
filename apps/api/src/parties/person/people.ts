import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type Person = Readonly<{ organisation: string; name: string | null; contact: string | null; erased: boolean }>;
export type Entered = Readonly<{ outcome: 'entered' | 'replayed' | 'key reused' | 'exists'; person: string }>;

/** The people whom events refer to by their ids: the one place where they have names. */
@Injectable()
export class People {
  constructor(private readonly database: DataSource) {}

  async enter(id: string, { organisation, name, contact }: Omit<Person, 'erased'>, command: string, inputHash: string): Promise<Entered> {
    const [entered] = await this.database.query<Entered[]>('select outcome, person from personal.enter($1, $2, $3, $4, $5, $6)', [id, organisation, name, contact, command, inputHash]);
    if (!entered) throw new Error('The table of people did not say what became of an entry.');
    return entered;
  }

  async of(id: string): Promise<Person | undefined> {
    const [found] = await this.database.query<Person[]>('select organisation, name, contact, erased from personal.person_of($1)', [id]);
    return found;
  }

  /** Whether somebody whose name is known is one of a body's people. */
  async belongs(id: string, organisation: string): Promise<boolean> {
    const found = await this.of(id);
    return found !== undefined && !found.erased && found.organisation === organisation;
  }

  /** Erases who it was; true where this very command had done so before. */
  async erase(id: string, reason: string, command: string): Promise<boolean> {
    const [done] = await this.database.query<{ command: string; now_erased: boolean }[]>('select command, now_erased from personal.erase($1, $2, $3)', [id, reason, command]);
    return done?.now_erased === false && done.command === command;
  }
}
