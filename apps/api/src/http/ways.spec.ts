import { z } from 'zod';
import { faultsOf } from './faults.js';
import { withField, withoutField } from './ways.js';
import type { Issue } from './wording.js';

const names = z.array(z.string());
const stated = z.strictObject({ names, kind: z.enum(['a', 'b']), source: z.strictObject({ document: z.string(), quote: z.string() }) }).check(withField('source'));
const said = z.strictObject({ names: names.min(2), kind: z.enum(['a', 'b']), rules: z.string().default('usual') }).check(withoutField('source'));
const body = z.union([stated, said]);

const faults = (sent: unknown): readonly string[] => {
  const { error } = body.safeParse(sent);
  return faultsOf((error?.issues ?? []) as readonly Issue[]).map(({ pointer, code }) => `${pointer} ${code}`).sort();
};
const [DOCUMENT, QUOTE] = ['/source/document request/invalid-type', '/source/quote request/invalid-type'];

describe('a body that is written in one of two ways', () => {
  it.each([
    ['a source that lacks something', { names: ['x'], kind: 'a', source: { document: 'd' } }, [QUOTE]],
    ['a source that lacks all', { names: [], kind: 'c', source: {} }, ['/kind request/invalid-value', DOCUMENT, QUOTE]],
    ['a source that is no object', { names: [], kind: 'a', source: null }, ['/source request/invalid-type']],
    ['a field of the other way', { names: [], kind: 'a', rules: 'own', source: { document: 'd', quote: 'q' } }, ['/rules request/unrecognized-keys']],
    ['no source and too few names', { names: ['x'], kind: 'a' }, ['/names request/too-small']],
    ['no source and several faults', { names: [1], kind: 'c', more: 1 }, ['/kind request/invalid-value', '/more request/unrecognized-keys', '/names request/too-small', '/names/0 request/invalid-type']],
    ['nothing', {}, ['/kind request/invalid-value', '/names request/invalid-type']],
  ])('is told the faults of the way that was meant: %s', (_, sent, told) => expect(faults(sent)).toEqual(told));

  it('is told where both ways are mixed, and nothing of what that makes of either', () => {
    const both = z.union([z.strictObject({ names, source: z.string() }).check(withField('source', 'text')), z.strictObject({ text: z.string() }).check(withoutField('source'))]);
    const told = (sent: object): readonly string[] => faultsOf((both.safeParse(sent).error?.issues ?? []) as readonly Issue[]).map(({ pointer, code, message }) => `${pointer} ${code} ${message.en}`);
    expect(told({ text: 'a', source: 'b' })).toEqual(['/text request/forms-mixed Give either source or text: the two forms of this request exclude each other.']);
    expect(told({ names: ['x'], text: 'a', source: 'b' })).toHaveLength(1);
    expect(told({ names: ['x'], source: 'b', more: 1 })).toEqual([expect.stringMatching(/^\/more /)]);
    expect(told({ text: 1 })).toEqual([expect.stringMatching(/^\/text request\/invalid-type/)]);
  });

  it('is taken in either', () => {
    const source = { document: 'd', quote: 'q' };
    expect(body.parse({ names: [], kind: 'a', source })).toEqual({ names: [], kind: 'a', source });
    expect(body.parse({ names: ['x', 'y'], kind: 'b' })).toEqual({ names: ['x', 'y'], kind: 'b', rules: 'usual' });
  });
});
