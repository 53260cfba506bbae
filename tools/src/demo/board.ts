import { ALLIANCE, DECLARATION } from './alliance.js';
import { BANK, BATCH, lineOf, MIRROR, PROGRAMME } from './credit.js';
import { PACT } from './pact.js';

/** That it lies in the data of an earlier start, said where nobody asked for it this time. */
export const printDemoIsThere = (baseUrl: string, say: (line: string) => void): void =>
  say(`The data hold the demonstration (演示) of an earlier start, such as ${baseUrl}/v1/pacts/${PACT}: it is invented, and its figures count until you begin anew with --fresh.\n`);

const DRAWN = lineOf('bamboo-shade');

/**
 * Where the demonstration is, that nothing of it is true, and what to try with it.
 * @param draft the run of the draft of a report on it.
 * @param keysAreThere whether the keys of its bodies still lie where they were put, and can be read.
 */
export const printDemo = (baseUrl: string, keysFile: string, signingKeysFile: string, draft: string, keysAreThere: boolean, say: (line: string) => void): void => {
  const at = (path: string): string => `${baseUrl}/v1${path}`;
  const lines: readonly (readonly [string, string])[] = [
    ['Pact', at(`/pacts/${PACT}`)],
    ['Its text', at(`/pacts/${PACT}/text`)],
    ['Its proof', at(`/pacts/${PACT}/proof`)],
    ['Overdue', at('/overdue')],
    ['Alliance', at(`/alliances/${ALLIANCE}`)],
    ['Its members', at(`/alliances/${ALLIANCE}/members`)],
    ['Initiative', at(`/declarations/${DECLARATION}`)],
    ['Credit programme', at(`/credit-programmes/${PROGRAMME}`)],
    ['Its batch', at(`/credit-batches/${BATCH}`)],
    ['Its report', at(`/reports/runs/${draft}/files/report.en.wan.html`)],
    ['A line', at(`/credit-lines/${DRAWN}/statement`)],
    ['A frozen line', at(`/credit-lines/${lineOf('lantern-street')}`)],
    ['Drawn in a bank', at(`/credit-programmes/${MIRROR}`)],
    ['Its differences', at(`/credit-discrepancies?programme=${MIRROR}`)],
    ['Signing keys', keysAreThere ? `${signingKeysFile} (of its bodies)` : 'lost'],
  ];
  const width = Math.max(...lines.map(([name]) => name.length));
  say('Demonstration (演示): all of it is invented, and its figures count until you begin anew with --fresh and without --demo.');
  for (const [name, text] of lines) say(`  ${name.padEnd(width)}  ${text}`);
  if (!keysAreThere) say(`The demonstration of an earlier start is there, and the keys that it was signed with are not in ${signingKeysFile}: it stays as it is, and its proof holds.`);
  say('Try the proof, with no server:');
  say(`  curl -s ${at(`/pacts/${PACT}/proof`)} -H "Authorization: Bearer $(node -p "require('${keysFile}')['region:510100']")" -o bundle.json`);
  say('  npm run verify-proof -- bundle.json');
  say('Read a statement as the bank would (an association is told totals, and no single line):');
  say(`  curl -s ${at(`/credit-lines/${DRAWN}/statement`)} -H "Authorization: Bearer $(node -p "require('${keysFile}')['${BANK}']")"\n`);
};
