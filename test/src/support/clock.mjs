/**
 * Shifts the clock of a process that is started for a test: what Date.now() and new Date() say is ahead by the
 * milliseconds in TEST_CLOCK_OFFSET_MS. Timers, and the clock of the database, go on as they are.
 */
const offsetMs = Number(process.env['TEST_CLOCK_OFFSET_MS']);
if (!Number.isSafeInteger(offsetMs)) throw new Error('TEST_CLOCK_OFFSET_MS is no number of milliseconds.');

const Real = Date;
const now = () => Real.now() + offsetMs;

globalThis.Date = new Proxy(Real, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  apply: () => new Real(now()).toString(),
  get: (target, name, receiver) => (name === 'now' ? now : Reflect.get(target, name, receiver)),
});
