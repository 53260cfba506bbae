import { creditLine } from '@entente/domain/credit/line';
import { slice } from '../../http/slice.js';

export const { Handle: HandleLine, Handler: LineHandler } = slice(creditLine);
