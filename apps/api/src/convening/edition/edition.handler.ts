import { edition } from '@entente/domain/convening/edition';
import { slice } from '../../http/slice.js';

export const { Handle: HandleEdition, Handler: EditionHandler } = slice(edition);
