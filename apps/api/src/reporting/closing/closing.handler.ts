import { closing } from '@entente/domain/reporting/closing';
import { slice } from '../../http/slice.js';

export const { Handle: HandleClosing, Handler: ClosingHandler } = slice(closing);
