import { organisation } from '@entente/domain/parties/organisation';
import { slice } from '../../http/slice.js';

export const { Handle: HandleOrganisation, Handler: OrganisationHandler } = slice(organisation);
