import { alliance } from '@entente/domain/cooperation/alliance';
import { slice } from '../../http/slice.js';

export const { Handle: HandleAlliance, Handler: AllianceHandler } = slice(alliance);
