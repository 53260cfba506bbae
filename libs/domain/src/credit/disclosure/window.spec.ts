import { defaultPolicy } from './policy.js';
import { type Contribution, nameOf, storyOf } from './vintages.js';
import { emptyWindow, isSafe, show } from './window.js';

/** Ten vintages of one place, in which all change in those of these numbers. */
const CHANGED = [1, 3, 9];
const vintages = Array.from({ length: 10 }, (_, at) => Array.from({ length: 4 }, (_none, n): Contribution =>
  ({ firm: `f${n}`, measure: 'outstanding', dims: { region: 'east' }, value: BigInt(10 + n + CHANGED.filter((one) => one <= at).length) })));
const story = storyOf(['outstanding'], vintages, [[], ['region']]);
const [total, east] = [nameOf({}), nameOf({ region: 'east' })].map((name) => story.told.get('outstanding')!.get(name)!) as [never, never];

describe('a window that begins after the fifth vintage', () => {
  const shown = () => {
    const window = emptyWindow(story, 5, [0, 2]);
    show(window, total, 0, 9);
    return window;
  };

  it('knows again what was shown, also of before', () => {
    expect(isSafe(shown(), east, 0, 9, defaultPolicy)).toBe(true);
  });

  it('keeps apart what was before and what only later, since the difference is news of before', () => {
    expect(isSafe(shown(), east, 2, 9, defaultPolicy)).toBe(false);
  });

  it('shows nothing to be safe once it cannot tell', () => {
    expect(isSafe({ ...shown(), isExact: false }, east, 0, 9, defaultPolicy)).toBe(false);
  });
});
