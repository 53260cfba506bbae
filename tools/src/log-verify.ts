import { verifyLog } from '@entente/infra/event-log/verify';
import { withPool } from './node/database.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

let told = Date.now();
const progress = (position: number, of: number): void => {
  if (Date.now() - told < 1_000) return;
  told = Date.now();
  say(`position ${position} of ${of} (${Math.floor((position / of) * 100)} %)`);
};

withPool('entente_worker', (pool) => verifyLog(pool, progress)).then(
  ({ node, epoch, position, hash, broken }) => {
    if (broken) say(`The chain is broken at position ${broken.position}: ${broken.why}`);
    else say(`The log of ${node} (epoch ${epoch}) is whole up to position ${position}; its hash is ${hash}.`);
    process.exit(broken ? 1 : 0);
  },
  (error: Error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  },
);
