import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { claims, signings } from './record.js';

const sources = join(__dirname, '..', '..', 'record', 'sources');

describe('The opening record', () => {
  it.each([...Object.entries(signings), ...Object.entries(claims)])('quotes its document word for word: %s', (_, { source }) => {
    expect(readFileSync(join(sources, source.document), 'utf8')).toContain(source.quote);
  });

  it('names no amount for the headquarters, because the article names none', () => {
    for (const signing of Object.values(signings)) expect(signing).not.toHaveProperty('amount');
  });

  it('makes no signing of the Ningbo park, whose construction has started', () => {
    expect(JSON.stringify(signings)).not.toMatch(/鲲鹏|宁波/);
  });
});
