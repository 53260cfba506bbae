import { creditRelease } from '@entente/domain/credit/release';
import { slice } from '../../http/slice.js';

export const { Handle: HandleRelease, Handler: ReleaseHandler } = slice(creditRelease);
