import type { Words } from '@entente/domain/kernel/refusal';
import { z } from 'zod';

type Payload = z.core.ParsePayload;
type RawIssue = Payload['issues'][number];

/** What faults.ts passes over, as it does a text where an object was sent. */
const ofAnotherType = (input: unknown): RawIssue => ({ code: 'invalid_type', expected: 'object', input, path: [] }) as unknown as RawIssue;

const missing = (field: string) => ({ code, path = [], input }: RawIssue): boolean => code === 'invalid_type' && path.length === 1 && path[0] === field && input === undefined;
const unknown = (field: string) => (issue: RawIssue): boolean => issue.code === 'unrecognized_keys' && (issue.path ?? []).length === 0 && issue.keys.includes(field);

/** A look at all that a schema found wrong, which it takes even where the schema gave up. */
const looking = (put: (issues: readonly RawIssue[], value: unknown) => RawIssue | undefined): z.core.$ZodCheck<object> => {
  const look = new z.core.$ZodCheck({ check: 'custom', when: () => true });
  look._zod.check = ({ issues, value }): void => {
    const instead = put(issues, value);
    if (instead) issues.splice(0, issues.length, instead);
  };
  return look;
};

/** What is told where both ways are mixed: of the field that belongs to the other one, and of nothing else. */
const mixed = (input: unknown, field: string, other: string): RawIssue => {
  const words: Words = { en: `Give either ${field} or ${other}: the two forms of this request exclude each other.`, zh: `${field} 与 ${other} 分属两种写法，只能取其一。` };
  return { code: 'custom', input, path: [other], message: words.en, params: { code: 'request/forms-mixed', words } } as unknown as RawIssue;
};

/**
 * For a body that is written in one of two ways, told apart by a field which one of them has: only faults of the way that
 * was meant are told. This is for the way that has the field.
 * @param other the field that tells the other way, where it has one: whoever sends both is told to choose.
 */
export const withField = (field: string, other?: string): z.core.$ZodCheck<object> => looking((issues, value) => {
  if (issues.some(missing(field))) return ofAnotherType(value);
  return other !== undefined && issues.some(unknown(other)) ? mixed(value, field, other) : undefined;
});

/** The same for the way that does not have it. */
export const withoutField = (field: string): z.core.$ZodCheck<object> => looking((issues, value) => (issues.some(unknown(field)) ? ofAnotherType(value) : undefined));
