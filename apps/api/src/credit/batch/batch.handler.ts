import { creditBatch } from '@entente/domain/credit/batch';
import { slice } from '../../http/slice.js';

export const { Handle: HandleBatch, Handler: BatchHandler } = slice(creditBatch);
