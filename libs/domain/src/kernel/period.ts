const DAY_MS = 86_400_000;
const SHANGHAI_MS = 8 * 3_600_000;

/** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`, and perhaps `~` for approximate (EDTF, ISO 8601-2 level 1). */
const EDTF = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(~?)$/;
const INSTANT = /^(\d{4}-\d\d-\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

const pad = (value: number, length: number): string => String(value).padStart(length, '0');

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysIn = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].includes(month) ? 30 : 31;

/** Days since 0000-03-01, counted in years that begin in March, so that the leap day comes last. */
const dayNumber = (date: string): number => {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  const [shifted, sinceMarch] = month > 2 ? [year, month - 3] : [year - 1, month + 9];
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  return shifted * 365 + leapDays + Math.floor((153 * sinceMarch + 2) / 5) + Number(date.slice(8, 10)) - 1;
};

const dateOf = (days: number): string => {
  const era = Math.floor(days / 146_097);
  const ofEra = days - era * 146_097;
  const yearOfEra = Math.floor(
    (ofEra - Math.floor(ofEra / 1_460) + Math.floor(ofEra / 36_524) - Math.floor(ofEra / 146_096)) / 365,
  );
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const sinceMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = sinceMarch < 10 ? sinceMarch + 3 : sinceMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  return `${pad(year, 4)}-${pad(month, 2)}-${pad(ofYear - Math.floor((153 * sinceMarch + 2) / 5) + 1, 2)}`;
};

type Parts = Readonly<{ year: string; month?: string; day?: string; about: boolean }>;

const partsOf = (text: string): Parts | undefined => {
  const [, year, month, day, about] = EDTF.exec(text) ?? [];
  if (year === undefined || year === '0000') return undefined;
  if (month !== undefined && (Number(month) < 1 || Number(month) > 12)) return undefined;
  if (day !== undefined && (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month)))) return undefined;
  return { year, ...(month !== undefined && { month }), ...(day !== undefined && { day }), about: about === '~' };
};

/** Whether a text is a year, month or day of the calendar in the subset of EDTF that the record uses. */
export const isEdtf = (text: string): boolean => partsOf(text) !== undefined;

/**
 * The first and the last day that a text covers, as ISO dates, both included; `~` moves no bound.
 * @throws RangeError where the text is not EDTF of the subset.
 */
export const edtfInterval = (text: string): Readonly<{ from: string; to: string }> => {
  const parts = partsOf(text);
  if (parts === undefined) throw new RangeError(`'${text}' is not a year, month or date`);
  const { year, month, day } = parts;
  if (month === undefined) return { from: `${year}-01-01`, to: `${year}-12-31` };
  const last = day ?? pad(daysIn(Number(year), Number(month)), 2);
  return { from: `${year}-${month}-${day ?? '01'}`, to: `${year}-${month}-${last}` };
};

/**
 * The month (`YYYY-MM`) where it is known, and else the year: what is dated 2022 is in a row of its own, "undated
 * within 2022" (notes, section 10).
 * @throws RangeError where the text is not EDTF of the subset.
 */
export const periodOf = (text: string): string => {
  const parts = partsOf(text);
  if (parts === undefined) throw new RangeError(`'${text}' is not a year, month or date`);
  return parts.month === undefined ? parts.year : `${parts.year}-${parts.month}`;
};

/**
 * What `from` and `to` of a query mean, as ISO dates, both included: `2022-03` begins on the 1st and ends on the
 * 31st. Null where a side is open; that `from` comes first is for the caller to check.
 * @throws RangeError where a side is not a year, month or date, or is approximate.
 */
export const rangeOf = (
  from: string | undefined,
  to: string | undefined,
): Readonly<{ from: string | null; to: string | null }> => {
  for (const side of [from, to]) {
    if (side === undefined || partsOf(side)?.about === false) continue;
    throw new RangeError(`'${side}' is not a year, month or date`);
  }
  return {
    from: from === undefined ? null : edtfInterval(from).from,
    to: to === undefined ? null : edtfInterval(to).to,
  };
};

const EARLIEST_MS = dayNumber('0001-01-01') * DAY_MS;
/** The end of the year 9999 in Shanghai: later instants have no civil day of four-digit year. */
const LATEST_MS = (dayNumber('9999-12-31') + 1) * DAY_MS - SHANGHAI_MS - 1;

/** Whole milliseconds since the start of `dayNumber`, in UTC; exact, being far below 2^53. */
const millisOf = (instant: string): number | undefined => {
  const [, date, hours, minutes, seconds, fraction = '', sign, offsetHours = '00', offsetMinutes = '00'] =
    INSTANT.exec(instant) ?? [];
  if (date === undefined || !isEdtf(date)) return undefined;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  if (Number(offsetHours) > 23 || Number(offsetMinutes) > 59) return undefined;
  const clock = (Number(hours) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const millis = dayNumber(date) * DAY_MS + clock + Number(fraction.slice(0, 3).padEnd(3, '0')) - offset;
  return millis < EARLIEST_MS || millis > LATEST_MS ? undefined : millis;
};

const millisOrThrow = (instant: string): number => {
  const millis = millisOf(instant);
  if (millis === undefined) throw new RangeError(`'${instant}' is not an RFC 3339 instant with offset`);
  return millis;
};

const writeInstant = (millis: number): string => {
  const days = Math.floor(millis / DAY_MS);
  const rest = millis - days * DAY_MS;
  const [hours, minutes] = [Math.floor(rest / 3_600_000), Math.floor(rest / 60_000) % 60];
  const seconds = Math.floor(rest / 1000) % 60;
  return `${dateOf(days)}T${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}.${pad(rest % 1000, 3)}Z`;
};

/** Whether a text is an RFC 3339 instant with offset, in capitals and without leap second, of the years 1 to 9999. */
export const isInstant = (text: string): boolean => millisOf(text) !== undefined;

/**
 * The instant as `YYYY-MM-DDTHH:MM:SS.mmmZ`; what is finer than a millisecond is cut off, so that texts sort by time.
 * @throws RangeError where `isInstant` is false.
 */
export const toUtcMillis = (instant: string): string => writeInstant(millisOrThrow(instant));

/**
 * An instant some milliseconds later, in UTC.
 * @throws RangeError where the text is no instant.
 */
export const instantAfter = (instant: string, ms: number): string => writeInstant(millisOrThrow(instant) + ms);

/**
 * The civil date in Asia/Shanghai, always UTC+8 (the summer time of 1986 to 1991 is left out: no instant is that old).
 * @throws RangeError where `isInstant` is false.
 */
export const dateInShanghai = (instant: string): string =>
  dateOf(Math.floor((millisOrThrow(instant) + SHANGHAI_MS) / DAY_MS));

const dayOrThrow = (date: string): number => {
  const parts = partsOf(date);
  if (parts?.day === undefined || parts.about) throw new RangeError(`'${date}' is not a date`);
  return dayNumber(date);
};

/**
 * The last millisecond of a civil day in Asia/Shanghai, as an instant in UTC: what a bare date means as `asOf`.
 * @throws RangeError where the text is not `YYYY-MM-DD`.
 */
export const endOfDayInShanghai = (date: string): string => writeInstant((dayOrThrow(date) + 1) * DAY_MS - SHANGHAI_MS - 1);

/**
 * The civil day after a civil day, both `YYYY-MM-DD`.
 * @throws RangeError where the text is not `YYYY-MM-DD`.
 */
export const dayAfter = (date: string): string => dateOf(dayOrThrow(date) + 1);

/**
 * The civil day before a civil day, both `YYYY-MM-DD`.
 * @throws RangeError where the text is not `YYYY-MM-DD`.
 */
export const dayBefore = (date: string): string => dateOf(dayOrThrow(date) - 1);

/**
 * Whether a civil day is a Saturday or a Sunday. The days are counted from a Wednesday.
 * @throws RangeError where the text is not `YYYY-MM-DD`.
 */
export const isWeekend = (date: string): boolean => [3, 4].includes(dayOrThrow(date) % 7);

/** Whole days from one civil day to another, both `YYYY-MM-DD`; negative where the second comes first. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);
