import { hash } from 'node:crypto';
import { closedPage, openPage, policyOf } from './card.page.js';

const HOSTILE = `"><script>alert(1)</script>'&`;
const scripts = (page: string): readonly string[] => [...page.matchAll(/<script>([^]*?)<\/script>/g)].map(([, text]) => text ?? '');

describe('the page of a card', () => {
  it('escapes whatever stands in it, and runs nothing where the card is public', () => {
    const page = openPage('0123456789AB', [{ label: HOSTILE, text: HOSTILE, href: `/cards/${HOSTILE}` }], 'zh');
    expect(page).not.toContain('<script');
    expect(page).not.toContain(`href="../cards/"`);
    expect(page).toContain('0123-4567-89AB');
    expect(policyOf(false)).not.toContain('script-src');
  });

  it.each(['zh', 'en'] as const)('with a form runs its one script, which its policy names, and no other (%s)', (language) => {
    const page = closedPage(HOSTILE, language);
    const [script = '', ...more] = scripts(page);
    expect(more).toEqual([]);
    expect(policyOf(true)).toContain(`script-src 'sha256-${hash('sha256', script, 'base64')}'`);
    expect(page.split('<style>')[1]?.split('</style>')[0]).toBeDefined();
    expect(policyOf(true)).toContain(`style-src 'sha256-${hash('sha256', page.split('<style>')[1]?.split('</style>')[0] ?? '', 'base64')}'`);
    expect(script).not.toMatch(/innerHTML|insertAdjacent|document\.write|eval/);
    expect(page.replace(`<script>${script}</script>`, '')).not.toMatch(/<script|https?:|javascript:/);
  });
});
