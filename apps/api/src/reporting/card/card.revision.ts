import type { PublishedIssue } from '@entente/domain/reporting/report';
import type { Edition } from './card.finding.js';

type Superseded = NonNullable<PublishedIssue['superseded']>;
/** What a figure said, as the log has it; null where there was none. */
export type Said = Superseded['changes'][number]['old'];

/**
 * Whether a figure still says what was printed: it `stands`, or was `revised`, from what to what; so many changed that not all
 * are listed (`unlisted`); or, to the public, others of the same report were corrected or this one was (`report-revised`).
 * `position`: up to where in the log this is known; null where nothing was corrected, or for the public.
 */
export type Revision = Readonly<{ state: 'stands' | 'revised' | 'unlisted' | 'report-revised'; position: number | null; old: Said; new: Said }>;

const plain = (state: Revision['state'], position: number | null): Revision => ({ state, position, old: null, new: null });

const ofPath = (superseded: Superseded, path: string): Revision => {
  const { position, count, changes } = superseded;
  const change = changes.find((each) => each.path === path);
  if (change) return { state: 'revised', position, old: change.old, new: change.new };
  return plain(count > changes.length ? 'unlisted' : 'stands', position);
};

/** What has become of a printed figure; null of a draft, which nobody follows. What the full edition says otherwise is not for the public: it may tell what is withheld. */
export const revisionOf = (from: Edition, path: string): Revision | null => {
  if (from.edition === 'draft') return null;
  const { superseded } = from.issue;
  if (from.edition === 'public') return plain(superseded && superseded.count > 0 ? 'report-revised' : 'stands', null);
  return superseded ? ofPath(superseded, path) : plain('stands', null);
};
