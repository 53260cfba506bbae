export type SourceFile = Readonly<{ path: string; text: string }>;

/** A rule over the text of one file: answers a sentence for each fault. */
export type SourceRule = Readonly<{ name: string; faults: (file: SourceFile) => readonly string[] }>;

const isSpec = (path: string): boolean => path.endsWith('.spec.ts');

const perLine = (name: string, pattern: RegExp, sentence: string, unless: (before: string, line: string) => boolean = () => false): SourceRule => ({
  name,
  faults: ({ path, text }) => {
    const lines = text.split('\n');
    return lines.flatMap((line, at) => (pattern.test(line) && !unless(lines[at - 1] ?? '', line) ? [`${path}:${at + 1}: ${sentence}`] : []));
  },
});

const isComment = (line: string): boolean => /^\s*(\/\/|\*|\/\*)/.test(line);

const linesMax = 300;

export const sourceRules: readonly SourceRule[] = [
  perLine('nothing is put off', /\b(TO[D]O|FIX[M]E)\b/, 'do it now, or write down elsewhere why not'),
  perLine('no test runs alone', /\b(?:describe|it|test)\.only\s*[.(]|\b(?:f(?:describe|it))\s*\(/, 'all tests run, so that none is forgotten'),
  perLine(
    'a skipped test says why',
    /\b(?:describe|it|test)\.(?:skip|todo)\b|\bx(?:describe|it|test)\s*\(/,
    'say in a comment on the line above why this is skipped',
    (before) => isComment(before),
  ),
  perLine('no path of one machine', /(?<![\w.@/-])\/(?:home|Users|root|work|mnt)\/[\w.-]+/, 'this path exists on one machine only; make it from the repository, DATA_DIR or a temporary folder'),
  {
    name: 'a file has one reason to exist',
    faults: ({ path, text }) => {
      const lines = text.trimEnd().split('\n').length;
      return lines > linesMax && !isSpec(path) ? [`${path}: ${lines} lines; look for the second thought in it (at most ${linesMax})`] : [];
    },
  },
];
