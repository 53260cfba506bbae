import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { proposalShape } from '@entente/domain/cooperation/alliance';
import { issueShape } from '@entente/domain/cooperation/declaration';
import { changesSchema, obligationShapes, supplementShape, termsSchema } from '@entente/domain/cooperation/pact';
import { signatureFits, thumbprintOf } from '@entente/infra/crypto/ed25519';
import { jwsHolds } from '@entente/infra/crypto/jws';
import { z } from 'zod';

import { applicant, choices, founders, initiative, leaver, proposal } from './alliance.js';
import { printDemo, printDemoIsThere } from './board.js';
import { demoBodies, MARK, organisationOf, personOf, trustTexts } from './bodies.js';
import { areKeysThere, detached, keysIn } from './keys.js';
import { counter, draft, minutes, reportOf, supplement } from './pact.js';

describe('the demonstration', () => {
  it('says in every name, in every language, that it is invented', () => {
    const titles = [draft.text.title, supplement.title, proposal.name, initiative.title].flatMap((title) => Object.values(title));
    const names = [...demoBodies.flatMap(({ zh, en }) => [zh, en]), ...titles, minutes];
    expect(names).toHaveLength(2 * demoBodies.length + 9);
    expect(names.filter((name) => !name.includes(MARK))).toEqual([]);
    expect([draft.text.clauses[0].text, proposal.purpose, initiative.body].filter((text) => !text.includes('虚构'))).toEqual([]);
  });

  it('is what the api takes', () => {
    const { as: _, supplement: __, ...added } = supplement;
    const { id: ___, ...proposed } = proposal;
    const { id: ____, ...issued } = initiative;
    expect(termsSchema.safeParse(draft.text).success).toBe(true);
    expect(changesSchema.safeParse(counter.changes).success).toBe(true);
    expect(z.strictObject(supplementShape).safeParse(added).success).toBe(true);
    expect(z.strictObject(obligationShapes.report).safeParse(reportOf('a'.repeat(64))).success).toBe(true);
    expect(z.strictObject(proposalShape).safeParse(proposed).success).toBe(true);
    expect(z.strictObject(issueShape).safeParse(issued).success).toBe(true);
  });

  it('has an obligation that was due, and one that was fulfilled in time', () => {
    const [owed, done] = draft.text.obligations;
    expect([owed.due, done.due, reportOf('').obligation, reportOf('').on]).toEqual(['2024-06-30', '2024-05-31', done.obligation, '2024-05-20']);
  });

  it('has a majority for the fourth member, and a founder that leaves', () => {
    expect(founders.map((key) => choices[key])).toEqual(['for', 'for', 'against']);
    expect([founders.includes(leaver), (founders as readonly string[]).includes(applicant)]).toEqual([true, false]);
  });

  it('prints where everything is, and that nothing of it is true', () => {
    const lines: string[] = [];
    printDemo('http://api', '/data/keys.json', '/data/demo-keys.json', 'run-1', true, (line) => lines.push(line));
    expect(lines[0]).toContain('all of it is invented');
    expect(lines.filter((line) => line.includes('http://api/v1/')).length).toBeGreaterThanOrEqual(7);
    for (const plural of ['pacts', 'alliances', 'declarations', 'credit-programmes', 'credit-batches', 'credit-lines', 'reports/runs']) expect(lines.filter((line) => line.includes(`http://api/v1/${plural}/`))).not.toEqual([]);
    expect(lines.join('\n')).toContain('npm run verify-proof -- bundle.json');
    expect(lines.join('\n')).toContain('/data/demo-keys.json (of its bodies)');
    expect(lines.join('\n')).not.toContain('it stays as it is');
  });

  it('says of lost keys that they are lost, and names no file that is not there as theirs', () => {
    const lines: string[] = [];
    printDemo('http://api', '/data/keys.json', '/data/demo-keys.json', 'run-1', false, (line) => lines.push(line));
    expect(lines.filter((line) => line.includes('demo-keys.json'))).toEqual([expect.stringMatching(/are not in \/data\/demo-keys\.json: it stays as it is/)]);
    expect(lines.find((line) => line.includes('Signing keys'))).toMatch(/Signing keys +lost$/);
  });

  it('is told in one line where nobody asked for it and an earlier start has left it', () => {
    const lines: string[] = [];
    printDemoIsThere('http://api', (line) => lines.push(line));
    expect(lines).toEqual([expect.stringMatching(/it is invented, and its figures count/)]);
  });
});

describe('the keys of the demonstration', () => {
  const folder = mkdtempSync(join(tmpdir(), 'entente-demo-'));
  const file = join(folder, 'demo-keys.json');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(() => rmSync(file, { force: true }));

  it('are made once for each body, and can be read by their owner only', () => {
    const first = keysIn(file, ['a', 'b']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(first['a']!.kid).not.toBe(first['b']!.kid);
    const again = keysIn(file, ['a', 'b']);
    expect([again['a']!.kid, again['b']!.kid]).toEqual([first['a']!.kid, first['b']!.kid]);
    expect(again['a']!.signs('text')).toBe(first['a']!.signs('text'));
    const more = keysIn(file, ['a', 'c']);
    expect([more['a']!.kid, Object.keys(JSON.parse(readFileSync(file, 'utf8')) as object)]).toEqual([first['a']!.kid, ['a', 'b', 'c']]);
  });

  it('give nothing private away', () => {
    const { a } = keysIn(file, ['a']);
    expect([Object.keys(a!.key), a!.kid]).toEqual([['kty', 'crv', 'x'], thumbprintOf(a!.key)]);
    expect(readFileSync(file, 'utf8')).toContain('"d"');
  });

  it('sign as the api verifies it, and no other text', async () => {
    const pair = keysIn(file, ['a'])['a']!;
    const signer = { kid: pair.kid, organisation: organisationOf('brocade-river'), person: personOf('brocade-river') };
    const jws = detached(pair, '协议', signer);
    expect([await jwsHolds(jws, '协议', pair.key, signer), await jwsHolds(jws, '协议。', pair.key, signer)]).toEqual([true, false]);
    const text = trustTexts.register('brocade-river', pair.key);
    expect([signatureFits(pair.key, text, pair.signs(text)), signatureFits(pair.key, `${text} `, pair.signs(text))]).toEqual([true, false]);
  });

  it('are as good as lost where they cannot be read, or are those of others', () => {
    expect(areKeysThere(file, ['a'])).toBe(false);
    keysIn(file, ['a']);
    expect([areKeysThere(file, ['a']), areKeysThere(file, ['a', 'b'])]).toEqual([true, false]);
    for (const broken of ['torn{', '', 'null', '{}', '{"a":null}', '{"a":{"kty":"OKP","crv":"Ed25519","x":"x","d":"d"}}']) {
      writeFileSync(file, broken);
      expect([broken, areKeysThere(file, ['a'])]).toEqual([broken, false]);
    }
  });

  it('are not overwritten where they cannot be read', () => {
    writeFileSync(file, 'torn{');
    expect(() => keysIn(file, ['a'])).toThrow(/cannot be read .*--fresh --demo/);
    expect(readFileSync(file, 'utf8')).toBe('torn{');
  });
});
