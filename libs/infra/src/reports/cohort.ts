/** What the members of a cohort are made of beside who is in it, where that is not the milestone of their name. */
const BEHIND: Readonly<Record<string, readonly string[]>> = {
  'counts.signed': [], 'counts.headquarters': [], 'counts.startable': [], 'counts.startedOfRegistered': ['registered', 'started'], 'counts.unconfirmed': [], 'counts.fullCapacity': ['full-capacity'], 'counts.performed': ['registered', 'started', 'received'],
  timeToStart: ['started', 'terminated'], funds: ['contracted', 'received'], incomparable: ['contracted', 'received'],
};

/** The metrics behind a member of a cohort (`whole.counts.registered`): who is in it comes first. */
export const metricsBehind = (measure: string): readonly string[] => {
  const [, part = '', name = ''] = measure.split('.');
  return ['present', ...(BEHIND[`${part}.${name}`] ?? BEHIND[part] ?? [name])].map((each) => `signings.${each}`);
};
