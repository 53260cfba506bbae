import { Injectable } from '@nestjs/common';
import { type Asking, invalid, standing, type Verdict } from '@entente/domain/parties/organisation';
import { signatureFits } from '@entente/infra/crypto/ed25519';
import { problems } from '../../http/problems.js';
import { Bodies } from './bodies.js';

/** Whether a signature counts for a body: that it fits is mathematics, and what it is good for is the body's record. */
@Injectable()
export class Verification {
  constructor(private readonly bodies: Bodies) {}

  async of(id: string, { text, signature, ...asking }: Asking & Readonly<{ text: string; signature: string }>): Promise<Verdict> {
    const it = await this.bodies.of(id);
    if (!it) throw problems.notFound();
    const key = it.keys.find(({ kid }) => kid === asking.kid);
    return key && !signatureFits(key.key, text, signature) ? invalid('organisation/signature-fails') : standing(it, asking);
  }
}
