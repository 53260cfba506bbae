import { document } from '@entente/domain/evidence/document';
import { slice } from '../../http/slice.js';

export const { Handle: HandleDocument, Handler: DocumentHandler } = slice(document);
