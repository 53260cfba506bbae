import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { refusals } from '@entente/domain/evidence/document';
import type { Problem } from '../../http/problems.js';
import { problems } from '../../http/problems.js';
import { documentProblems, mustHold } from './document.problems.js';
import { ACCEPTED } from './media-type.js';

const all: readonly Problem[] = Object.values(documentProblems).map((make) => (make as (...words: string[]) => Problem)('ab'.repeat(32), 'image/png'));
const page = readFileSync(join(__dirname, '../../../../../docs/documents.md'), 'utf8');
const STATUS = { absent: 404, forbidden: 403, conflict: 409, invalid: 422 } as const;

/** Of the page: each code with the statuses that it says. */
const told = new Map([...page.matchAll(/^\| `(document\/[a-z0-9-]+)` \| ([\d, ]+) \|/gm)].map(([, code = '', statuses = '']) => [code, statuses.split(', ').map(Number)]));

describe('docs/documents.md', () => {
  it('has a row for each problem and refusal, with its status', () => {
    const made = [...all, problems.storeAway()].map(({ code, status }) => [code, status] as const);
    const refused = Object.entries(refusals).map(([code, [kind]]) => [code, STATUS[kind]] as const);
    for (const [code, status] of [...made, ...refused]) expect([code, told.get(code)]).toEqual([code, expect.arrayContaining([status])]);
  });

  it('has no row for what nobody says, but for what the schemas of names and digests say', () => {
    const said = new Set([...all.map(({ code }) => code), problems.storeAway().code, ...Object.keys(refusals), 'document/name-malformed', 'document/sha256-malformed']);
    expect([...told.keys()].filter((code) => !said.has(code))).toEqual([]);
  });

  it('names every type that is taken', () => {
    for (const type of Object.keys(ACCEPTED)) expect(page).toContain(`\`${type}\``);
  });
});

describe('the problems of a deposit', () => {
  it('say in both languages what to do, and where the fault lies', () => {
    for (const { words, faults } of all) {
      expect([words.en.length, words.zh.length].every((length) => length > 10)).toBe(true);
      expect(faults).toHaveLength(1);
    }
  });

  it('are told at once under the first of them', () => {
    expect(() => mustHold([])).not.toThrow();
    let thrown: unknown;
    try {
      mustHold([documentProblems.digestMissing(), documentProblems.empty()]);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toMatchObject({ status: 400, code: 'document/digest-missing', faults: [{ code: 'document/digest-missing' }, { code: 'document/empty' }] });
  });
});
