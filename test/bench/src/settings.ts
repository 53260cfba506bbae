import { parseArgs } from 'node:util';

export type Settings = Readonly<{
  quick: boolean;
  large: boolean;
  /** Names of works, or how they begin; none for all. */
  only: readonly string[];
  rounds: number;
  ms: number;
  warmMs: number;
  /** How long each number of connections is tried before the rounds; 0 takes the usual one. */
  trialMs: number;
  /** How long a projection may take, after the round, to come up to what was written. */
  drainMsMax: number;
  /** Where the results are written, if anywhere. */
  out: string | undefined;
}>;

const usage = `node test/bench/dist/main.js [--quick] [--large] [--only work,…] [--rounds n] [--ms n] [--out file]`;

export const settingsOf = (args: readonly string[], resultsFile: string): Settings => {
  const { values } = parseArgs({
    args: [...args],
    options: {
      quick: { type: 'boolean', default: false },
      large: { type: 'boolean', default: false },
      only: { type: 'string', default: '' },
      rounds: { type: 'string' },
      ms: { type: 'string' },
      out: { type: 'string' },
    },
  });
  const only = values.only.split(',').filter((name) => name !== '');
  const number = (text: string | undefined, otherwise: number): number => {
    const value = text === undefined ? otherwise : Number(text);
    if (!Number.isInteger(value) || value < 1) throw new Error(`${text} is no number of rounds or milliseconds. ${usage}`);
    return value;
  };
  return {
    quick: values.quick,
    large: values.large,
    only,
    rounds: number(values.rounds, values.quick ? 2 : 5),
    ms: number(values.ms, values.quick ? 800 : 2_000),
    warmMs: values.quick ? 300 : 500,
    trialMs: values.quick ? 0 : 1_000,
    drainMsMax: values.quick ? 1_000 : 10_000,
    // Part of the works, or fewer rounds, would stand in the file as if they were all.
    out: values.out ?? (values.quick || only.length > 0 ? undefined : resultsFile),
  };
};
