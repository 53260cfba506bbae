import { creditStatement } from '@entente/domain/credit/statement';
import { slice } from '../../http/slice.js';

export const { Handle: HandleStatement, Handler: StatementHandler } = slice(creditStatement);
