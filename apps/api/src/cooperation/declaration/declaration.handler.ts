import { declaration } from '@entente/domain/cooperation/declaration';
import { slice } from '../../http/slice.js';

export const { Handle: HandleDeclaration, Handler: DeclarationHandler } = slice(declaration);
