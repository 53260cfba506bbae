import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { Node } from '../reading/node.js';
import { Public } from './access.guard.js';
import { NodeKeys } from './node-keys.js';

const keySet = z.object({
  node: z.string().describe('The name of this node, which stands beside every position.'),
  keys: z.array(z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string(), use: z.literal('sig'), alg: z.literal('EdDSA') })),
}).meta({ id: 'NodeKeys' });

/** The keys of this node, for whoever checks what it signed; no key to the api is needed. */
@ApiTags('node')
@Controller('.well-known')
export class JwksController {
  constructor(
    private readonly keys: NodeKeys,
    private readonly node: Node,
  ) {}

  @Get('jwks.json')
  @Public()
  @Header('Cache-Control', 'public, max-age=300')
  @ApiOperation({ summary: 'The public keys by which this node signs and signed bundles of proof, the one that signs now first (RFC 7517)' })
  @ApiOkResponse({ standardSchema: keySet })
  async all(): Promise<z.infer<typeof keySet>> {
    const keys = await this.keys.all();
    return { node: await this.node.name(), keys: keys.map(({ kty, crv, x, kid }) => ({ kty, crv, x, kid, use: 'sig', alg: 'EdDSA' })) };
  }
}
