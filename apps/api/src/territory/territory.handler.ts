import { territory } from '@entente/domain/territory/territory';
import { slice } from '../http/slice.js';

export const { Handle: HandleTerritory, Handler: TerritoryHandler } = slice(territory, (directories) => directories.fresh());
