import { claimDocument } from '../reporting/claim/claim.requests.js';
import { z } from 'zod';

/** An announced total as it stands beside what is recorded. */
export const announcedDocument = claimDocument.omit({ id: true, version: true }).extend({ claim: z.string() }).meta({ id: 'AnnouncedTotal' });
