// Lints the texts that come in as JSON ([{ path, text }]) as though they lay at their paths, and answers with the
// faults as JSON. It is a program of its own because Jest cannot load ESLint's configuration.
import { createProjectGraphAsync } from '@nx/devkit';
import { ESLint } from 'eslint';

let input = '';
for await (const chunk of process.stdin) input += chunk;

// Without a project graph the rule on module boundaries passes everything in silence.
await createProjectGraphAsync({ exitOnError: true });
const eslint = new ESLint();
const answers = [];
for (const { path, text } of JSON.parse(input)) {
  const [result] = await eslint.lintText(text, { filePath: path });
  answers.push((result?.messages ?? []).map(({ ruleId, message }) => ({ rule: ruleId ?? 'none', message })));
}
// What else is written to the output, such as advice of Nx's, comes before this line.
process.stdout.write(`\n${JSON.stringify(answers)}\n`, () => process.exit(0));
