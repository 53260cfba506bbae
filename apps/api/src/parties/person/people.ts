import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

export type Person = Readonly<{ organisation: string; name: string | null; contact: string | null; erased: boolean }>;
export type Entered = Readonly<{ outcome: 'entered' | 'replayed' | 'key reused' | 'exists'; person: string }>;
export type Listed = Readonly<{ id: string; entry: number; name: string | null; erased: boolean }>;
export type Erased = 'erased' | 'replayed' | 'key reused';

/** What a command is known by, and whether it is only to be told what would become of it. */
export type Asking = Readonly<{ command: string; inputHash: string; rehearsal: boolean }>;

/** The people whom events refer to by their ids: the one place where they have names. */
@Injectable()
export class People {
  constructor(private readonly database: DataSource) {}

  async enter(id: string, { organisation, name, contact }: Omit<Person, 'erased'>, { command, inputHash, rehearsal }: Asking): Promise<Entered> {
    const [entered] = await this.database.query<Entered[]>('select outcome, person from personal.enter($1, $2, $3, $4, $5, $6, $7)', [id, organisation, name, contact, command, inputHash, rehearsal]);
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

  /** Those of a body in the order in which they were entered, from behind an entry on. */
  async list(organisation: string, after: number, limit: number): Promise<readonly Listed[]> {
    const found = await this.database.query<(Omit<Listed, 'entry'> & { entry: string })[]>('select id, entry, name, erased from personal.people_of($1, $2, $3)', [organisation, after, limit]);
    return found.map((each) => ({ ...each, entry: Number(each.entry) }));
  }

  /** Erases who it was. */
  async erase(id: string, reason: string, { command, inputHash, rehearsal }: Asking): Promise<Erased> {
    const [done] = await this.database.query<{ outcome: Erased }[]>('select personal.erase($1, $2, $3, $4, $5) as outcome', [id, reason, command, inputHash, rehearsal]);
    if (!done) throw new Error('The table of people did not say what became of an erasure.');
    return done.outcome;
  }
}
