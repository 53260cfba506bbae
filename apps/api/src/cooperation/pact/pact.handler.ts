import { pact } from '@entente/domain/cooperation/pact';
import { slice } from '../../http/slice.js';

export const { Handle: HandlePact, Handler: PactHandler } = slice(pact);
