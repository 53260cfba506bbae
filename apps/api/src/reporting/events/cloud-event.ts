import type { Recorded } from '@entente/domain/kernel/message';
import type { ReportFact } from '@entente/domain/reporting/report';

/** How events are called outside: `report.published` and the like, each with the version of what it carries. */
const NAMES = {
  ReportPublished: 'entente.report.published.v1', ReportSuperseded: 'entente.report.superseded.v1', ReportReleased: 'entente.report.released.v1',
} as const satisfies Record<ReportFact['type'], string>;

export type EventName = (typeof NAMES)[ReportFact['type']];
export const TYPES = Object.values(NAMES) as [EventName, ...EventName[]];

/** As many digits as the largest position has, so that texts are in the order of positions. */
const DIGITS = 16;

export type CloudEvent = Readonly<{ specversion: '1.0'; id: string; source: string; type: EventName; subject: string; time: string; datacontenttype: 'application/json'; sequence: string; data: object }>;

/** A fact of an issue as a CloudEvent (1.0). Of whoever published or released it the body is told, and not the person. */
export const cloudEvent = ({ id, type, recordedAt, position, data: { by: { organisation }, ...data } }: Recorded<ReportFact>, node: string): CloudEvent => ({
  specversion: '1.0', id, source: `urn:entente:${encodeURIComponent(node)}`, type: NAMES[type], subject: data.issue, time: recordedAt,
  datacontenttype: 'application/json', sequence: String(position).padStart(DIGITS, '0'), data: { ...data, by: { organisation } },
});
