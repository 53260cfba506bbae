import { claim } from '@entente/domain/reporting/claim';
import { slice } from '../../http/slice.js';

export const { Handle: HandleClaim, Handler: ClaimHandler } = slice(claim);
