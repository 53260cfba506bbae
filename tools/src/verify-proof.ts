import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nodeKeysIn } from '@entente/infra/proof/node';
import { type Verdict, verifyProof } from '@entente/infra/proof/verify';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const USAGE = 'Say which bundle: npm run verify-proof -- bundle.json [--node-key keys.json] [--json]. GET /v1/pacts/{id}/proof gives a bundle, and GET /.well-known/jwks.json the keys of the node.';

/** What an outsider compares, because no program can: whose the keys are. */
const toCompare = ({ node, keys, authorities }: Verdict): readonly string[] => [
  ...(node && !node.isKnown ? [`What no key of a party signed rests on the word of ${node.name}, whose key was not checked. Compare its thumbprint with what the node publishes, or give its keys with --node-key:`, `  ${node.kid}`] : []),
  ...(keys.length > 0 ? ['Compare these keys with what the bodies publish themselves:'] : []),
  ...keys.map(({ organisation, name, kid, validFrom, validTo, ended }) =>
    `  ${kid}  ${name} (${organisation}), ${validFrom === null ? 'never approved' : `valid from ${validFrom}`}${validTo === null ? '' : `, ${ended ?? 'ended'} ${validTo}`}`),
  ...authorities.filter(({ attested }) => attested).map(({ authority, name, person }) => `No key of ${name} signed authority ${authority} of person ${person}: an association entered it from a document.`),
];

const told = (verdict: Verdict): void => {
  for (const { what, holds, why } of verdict.findings) say(`${holds ? 'holds' : 'FAILS'}  ${what}: ${why}`);
  for (const line of [...verdict.stands, ...toCompare(verdict)]) say(line);
  say(verdict.holds ? 'The bundle holds.' : 'The bundle does not hold.');
};

type Asked = Readonly<{ bundle: string; nodeKey: string | undefined; asJson: boolean }>;

const asked = (args: readonly string[]): Asked => {
  try {
    const { values, positionals: [bundle, ...more] } = parseArgs({ args: [...args], allowPositionals: true, options: { 'json': { type: 'boolean' }, 'node-key': { type: 'string' } } });
    if (bundle !== undefined && more.length === 0) return { bundle, nodeKey: values['node-key'], asJson: values.json ?? false };
  } catch {
    // What is no option of this program is answered with how it is run.
  }
  throw new Error(USAGE);
};

const main = async (): Promise<number> => {
  const { bundle, nodeKey, asJson } = asked(process.argv.slice(2));
  // npm runs this in the folder of the project, and says where it was called.
  const read = (file: string): Buffer => readFileSync(resolve(process.env['INIT_CWD'] ?? process.cwd(), file));
  const verdict = await verifyProof(read(bundle), nodeKey === undefined ? undefined : nodeKeysIn(read(nodeKey).toString('utf8')));
  if (asJson) say(JSON.stringify(verdict, null, 2));
  else told(verdict);
  return verdict.holds ? 0 : 1;
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  },
);
