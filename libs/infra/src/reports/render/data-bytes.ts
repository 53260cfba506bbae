import { canonical } from '@entente/domain/kernel/canonical';
import type { DataSet } from '@entente/domain/reporting/dataset';

/** The bytes whose SHA-256 is a run's output hash: the bare data set as canonical JSON (RFC 8785), in UTF-8. */
export const dataBytes = (set: DataSet): Buffer => Buffer.from(canonical(set), 'utf8');
