import { creditProgramme } from '@entente/domain/credit/programme';
import { slice } from '../../http/slice.js';

export const { Handle: HandleProgramme, Handler: ProgrammeHandler } = slice(creditProgramme);
