import { creditConsent } from '@entente/domain/credit/consent';
import { slice } from '../../http/slice.js';

export const { Handle: HandleConsent, Handler: ConsentHandler } = slice(creditConsent);
