import { signing } from '@entente/domain/signing/signing';
import { slice } from '../../http/slice.js';

export const { Handle: HandleSigning, Handler: SigningHandler } = slice(signing);
