import { Body, Controller, HttpCode, Param, Post, Query, Req, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { ApproveAuthority, ApproveKey, Authorise, RegisterKey, RevokeAuthority, RevokeKey, RotateKey } from '@entente/domain/parties/organisation';
import { signatureFits, thumbprintOf } from '@entente/infra/crypto/ed25519';
import { signedTexts } from '@entente/infra/crypto/signed-texts';
import { commandIdOf } from '@entente/infra/event-log/event-id';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Allow, EVERYONE } from '../../access/access.guard.js';
import { Acts } from '../../http/act.js';
import { type Asked, AskedBy, VouchedBy } from '../../http/asked.js';
import { type Accepted, Commands, type Foreseen } from '../../http/commands.js';
import { Guarded } from '../../http/documented.js';
import { languageOf } from '../../http/language.js';
import { PathId } from '../../http/path.js';
import { type Problem, problems } from '../../http/problems.js';
import { People } from '../person/people.js';
import { Bodies } from './bodies.js';
import { acceptedAuthority, acceptedKey, verdictDocument } from './organisation.documents.js';
import { HandleOrganisation } from './organisation.handler.js';
import { approveAuthorityBody, approveKeyBody, authoriseBody, noQuery, registerKeyBody, revokeAuthorityBody, revokeKeyBody, rotateKeyBody, verifyBody } from './organisation.requests.js';
import { Verification } from './verification.js';

type Of<Schema extends z.ZodType> = z.infer<Schema>;
type Answer<More extends object = object> = Promise<(Accepted | Foreseen) & More>;

const PEOPLE = ['region', 'administrator', 'bank'] as const;

/** What a body's keys and people may sign. Signatures are verified here, and what they are good for is decided in the domain. */
@ApiTags('organisations')
@Guarded()
@Controller('v1/organisations')
export class TrustController {
  constructor(
    private readonly commands: Commands,
    private readonly bodies: Bodies,
    private readonly people: People,
    private readonly verification: Verification,
  ) {}

  @Acts('register-key', 'Ask for an Ed25519 public key to count, with proof of possession; a second person approves it (登记公钥)', PEOPLE, 'optional', acceptedKey)
  async registerKey(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: registerKeyBody }) { key, proof, from }: Of<typeof registerKeyBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer<{ kid: string }> {
    const [kid, text] = [thumbprintOf(key), signedTexts.registerKey(id, key)];
    const proven = { key, kid, text, proof, proofHolds: signatureFits(key, text, proof) };
    return { ...(await this.commands.send<RegisterKey>(HandleOrganisation, asked, 'RegisterKey', { id, ...proven, from }, reply)), kid };
  }

  @Acts('rotate-key', 'The same in the place of a valid key, which endorses it (更换公钥)', PEOPLE, 'optional', acceptedKey)
  async rotateKey(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: rotateKeyBody }) { old, key, proof, endorsement }: Of<typeof rotateKeyBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer<{ kid: string }> {
    const [kid, text, former] = [thumbprintOf(key), signedTexts.rotateKey(id, key, old), await this.bodies.key(id, old)];
    const endorsementHolds = former !== undefined && signatureFits(former.key, text, endorsement);
    const proven = { key, kid, text, proof, proofHolds: signatureFits(key, text, proof) };
    return { ...(await this.commands.send<RotateKey>(HandleOrganisation, asked, 'RotateKey', { id, ...proven, old, endorsement, endorsementHolds }, reply)), kid };
  }

  @Acts('approve-key', 'Let a key count, as a second person (批准公钥)', PEOPLE, 'required')
  approveKey(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: approveKeyBody }) body: Of<typeof approveKeyBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<ApproveKey>(HandleOrganisation, asked, 'ApproveKey', { id, ...body }, reply);
  }

  @Acts('revoke-key', 'End a key at once, or from an earlier moment (吊销公钥)', PEOPLE)
  revokeKey(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: revokeKeyBody }) body: Of<typeof revokeKeyBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<RevokeKey>(HandleOrganisation, asked, 'RevokeKey', { id, ...body }, reply);
  }

  @Acts('authorise', 'Grant a person authority to sign, by the body’s signature or from a document; a second person approves it (授权)', PEOPLE, 'optional', acceptedAuthority)
  async authorise(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: authoriseBody }) body: Of<typeof authoriseBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer<{ authority: string }> {
    const { authority = commandIdOf(asked.id, 'authority'), kid, signature } = body;
    const text = signedTexts.authorise(id, { ...body, authority });
    const key = kid === null ? undefined : await this.bodies.key(id, kid);
    const signatureHolds = key !== undefined && signature !== null && signatureFits(key.key, text, signature);
    const personKnown = await this.people.belongs(body.person, id);
    const sent = await this.commands.send<Authorise>(HandleOrganisation, asked, 'Authorise', { id, ...body, authority, text, signatureHolds, personKnown }, reply);
    return { ...sent, authority };
  }

  @Acts('approve-authority', 'Let an authority count, as a second person (批准授权)', PEOPLE, 'required')
  approveAuthority(@VouchedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: approveAuthorityBody }) body: Of<typeof approveAuthorityBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<ApproveAuthority>(HandleOrganisation, asked, 'ApproveAuthority', { id, ...body }, reply);
  }

  @Acts('revoke-authority', 'End an authority on a day (终止授权)', PEOPLE)
  revokeAuthority(@AskedBy() asked: Asked, @Param('id', PathId) id: string, @Body({ schema: revokeAuthorityBody }) body: Of<typeof revokeAuthorityBody>, @Res({ passthrough: true }) reply: FastifyReply): Answer {
    return this.commands.send<RevokeAuthority>(HandleOrganisation, asked, 'RevokeAuthority', { id, ...body }, reply);
  }

  @Post(':id/verify-signature')
  @HttpCode(200)
  @Allow(...EVERYONE)
  @ApiOperation({ summary: 'Whether a signature counts for the body: it fits, the key was valid then, and the person held authority on that day' })
  @ApiOkResponse({ standardSchema: verdictDocument })
  async verify(@Req() request: FastifyRequest, @Param('id', PathId) id: string, @Query({ schema: noQuery }) _: Of<typeof noQuery>, @Body({ schema: verifyBody }) body: Of<typeof verifyBody>): Promise<object> {
    const now = new Date().toISOString();
    if (body.on !== undefined && body.on > now) throw inFuture();
    const on = body.on ?? now;
    const verdict = await this.verification.of(id, { ...body, text: body.text ?? body.textHash ?? '', on });
    return verdict.valid ? { valid: true, code: null, message: null, on } : { valid: false, code: verdict.code, message: verdict.words[languageOf(request.headers['accept-language'])], on };
  }
}

const inFuture = (): Problem => problems.invalid([{
  pointer: '/on', code: 'organisation/date-in-future', message: { en: 'This moment lies in the future, and nothing has been signed then; give an earlier one, or leave it out.', zh: '时刻在将来，尚无签名；请填更早的时刻或不填。' },
}]);
