import type { PublicJwk } from '@entente/infra/crypto/ed25519';
import type { NodeKey } from '@entente/infra/crypto/node-key';
import { keyToSign, publicKeys } from '@entente/infra/access/node-keys';
import { DataSource } from 'typeorm';

/** The key by which this node signs what it gives out, and those by which it did before. */
export class NodeKeys {
  private known: Promise<NodeKey> | undefined;

  /** @param given the key that the environment gives; without one, it is kept in the database. */
  constructor(
    private readonly database: DataSource,
    private readonly given: NodeKey | undefined,
  ) {}

  /** The key that signs; asked for once, and again where the database did not answer. */
  own(): Promise<NodeKey> {
    this.known ??= keyToSign(this.ask, this.given).catch((error: unknown) => {
      this.known = undefined;
      throw error;
    });
    return this.known;
  }

  /** The public halves, that of the key that signs first. */
  async all(): Promise<readonly (PublicJwk & Readonly<{ kid: string }>)[]> {
    const { kid } = await this.own();
    const all = await publicKeys(this.ask);
    return [...all.filter((each) => each.kid === kid), ...all.filter((each) => each.kid !== kid)];
  }

  private readonly ask = <Row>(sql: string, parameters: readonly (string | null)[]): Promise<readonly Row[]> => this.database.query<Row[]>(sql, [...parameters]);
}
