import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';

/** The name of this node, which stands beside every position. */
@Injectable()
export class Node {
  private known: Promise<string> | undefined;

  constructor(private readonly database: DataSource) {}

  name(): Promise<string> {
    this.known ??= this.database.query<{ node: string }[]>('select node from read.head').then(
      ([row]) => row?.node ?? '',
      (error: unknown) => {
        this.known = undefined;
        throw error;
      },
    );
    return this.known;
  }
}
