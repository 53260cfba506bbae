import { report } from '@entente/domain/reporting/report';
import { scheduling } from '@entente/domain/reporting/scheduling';
import { slice } from '../../http/slice.js';

export const { Handle: HandleReport, Handler: ReportHandler } = slice(report);
export const { Handle: HandleSchedule, Handler: ScheduleHandler } = slice(scheduling);
