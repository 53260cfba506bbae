import { company, type Fact, logOf, one, said, three, two } from './cooperation.samples.js';
import { pacts } from './pacts.js';

const ALL = [{ parties: company.members, atLeast: 3 }];
const ORDERED = [{ parties: [one.by.id], atLeast: 1 }, { parties: [two.by.id, three.by.id], atLeast: 1 }];
const { drafted, proposed, frozen, signed, declined, countered, entered } = said;
const agreed = (groups: readonly object[]): readonly Fact[] => [drafted(1, groups), proposed(2), frozen(3)];
const found = (...facts: readonly Fact[]): readonly string[] => pacts(logOf(facts));

describe('the pacts of the log', () => {
  it('are sound where each party signs once, in its turn, and the last signature that is wanting brings them into force', () => {
    expect(found(...agreed(ALL), signed(4, two), signed(5, one), signed(6, three), entered(6, [one, two, three]))).toEqual([]);
    expect(found(...agreed(ORDERED), signed(4, one), signed(5, three), entered(5, [one, three]), signed(6, two))).toEqual([]);
  });

  it('are sound where a counter-offer voids what was signed, and opens what was declined', () => {
    const again = [signed(7, one), signed(8, two), signed(9, three), entered(9, [one, two, three])];
    expect(found(...agreed(ALL), signed(4, one), declined(5, two), countered(6, ALL), frozen(6), ...again)).toEqual([]);
  });

  it.each<[string, readonly Fact[], string]>([
    ['a party signs a second time', [...agreed(ALL), signed(4, one), signed(5, one)], 'body-1 signed it a second time'],
    ['a party signs before the freeze', [drafted(1, ALL), proposed(2), signed(4, one)], 'body-1 signed it while it was negotiating'],
    ['a party signs before its turn', [...agreed(ORDERED), signed(4, two)], 'body-2 signed before its turn'],
    ['a party signs what it had declined', [...agreed(ALL), declined(4, one), signed(5, one)], 'body-1 signed what it had declined'],
    ['a party signs another text', [...agreed(ALL), signed(4, one, '另一文本')], 'body-1 signed another text than the one that was frozen'],
    ['a stranger signs', [...[drafted(1, [{ parties: [one.by.id, two.by.id], atLeast: 2 }], [one, two]), proposed(2), frozen(3)], signed(4, three)], 'body-3 signed it and is no party to it'],
    ['what was signed of a former text brings a new one into force', [...agreed(ALL), signed(4, one), countered(5, ALL), frozen(6), signed(7, two), signed(8, three), entered(8, [one, two, three])], 'it entered into force before enough had signed'],
    ['it enters into force too early', [...agreed(ALL), signed(4, one), signed(5, two), entered(5, [one, two])], 'it entered into force before enough had signed'],
    ['it enters into force twice', [...agreed(ORDERED), signed(4, one), signed(5, two), entered(5, [one, two]), signed(6, three), entered(6, [one, two, three])], 'it entered into force a second time'],
    ['it does not enter into force', [...agreed(ORDERED), signed(4, one), signed(5, two)], 'enough had signed and it did not enter into force'],
    ['it enters into force by another command', [...agreed(ORDERED), signed(4, one), signed(5, two), entered(6, [one, two])], 'it entered into force otherwise than with a signature'],
    ['it binds who did not sign', [...agreed(ORDERED), signed(4, one), signed(5, two), entered(5, [one, two, three])], 'it binds body-1 and body-2 and body-3, and body-1 and body-2 had signed'],
    ['its text was changed after it was frozen', [drafted(1, ALL), proposed(2), frozen(3, two.by.id, '另一文本')], 'its text has another hash'],
    ['a party agrees to its own offer', [drafted(1, ALL), proposed(2), frozen(3, one.by.id)], 'body-1 agreed to its own offer'],
    ['its text changes in force', [...agreed(ORDERED), signed(4, one), signed(5, two), entered(5, [one, two]), countered(6, ALL)], 'PactCountered was written while it was in-force'],
    ['it is drafted twice', [drafted(1, ALL), drafted(2, ALL)], 'PactDrafted was written while it was drafted'],
  ])('are not where %s', (_, facts, sentence) => {
    expect(found(...facts)).toContainEqual(expect.stringContaining(sentence));
  });
});
