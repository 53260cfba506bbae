// Needs nothing but Node: it installs the packages, builds, and hands over to the program of the command.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const programs = {
  ...Object.fromEntries(['start', 'test', 'generate', 'readers', 'register', 'log-verify', 'verify-proof'].map((name) => [name, `tools/dist/${name}.js`])),
  chaos: 'test/dist/chaos/main.js',
  bench: 'test/bench/dist/main.js',
};
// The benchmarks have packages of their own, which weigh nothing in a normal install.
const folders = { bench: 'test/bench' };
const [command = '', ...args] = process.argv.slice(2);

const say = (line) => process.stdout.write(`${line}\n`);
const fail = (sentence) => {
  process.stderr.write(`${sentence}\n`);
  // Whoever counts tests reads the last line, and finds none passed.
  if (command === 'test') say('0 passed, 1 failed');
  process.exit(1);
};
const seconds = (since) => `${((performance.now() - since) / 1000).toFixed(1)} s`;

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  fail(`Entente needs Node 20.19 or later, and this is Node ${process.versions.node}: install a newer one from https://nodejs.org and try again.`);
};

const readPackages = (folder, file) => {
  try {
    return JSON.parse(readFileSync(join(folder, file), 'utf8')).packages;
  } catch {
    return undefined;
  }
};

/** npm writes down what it installed when it is done; times of files say little, and a copy or a checkout changes them. */
const isInstalled = (folder) => {
  const wanted = readPackages(folder, 'package-lock.json');
  const present = readPackages(folder, 'node_modules/.package-lock.json');
  if (!wanted) fail(`${join(folder, 'package-lock.json')} is missing or damaged: check out the repository again.`);
  if (!present) return false;
  return Object.entries(wanted).every(([path, { version, optional, link }]) =>
    !path.startsWith('node_modules/') || optional || link || (present[path] ? present[path].version === version : false));
};

const isAlive = (pid) => {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
};

/** Two installs at once would destroy each other's work, so the second waits for the first. */
const oneAtATime = async (work) => {
  const lock = join(root, '.data', 'install.pid');
  try {
    mkdirSync(dirname(lock), { recursive: true });
    for (let told = false; ; await sleep(500)) {
      try {
        writeFileSync(lock, String(process.pid), { flag: 'wx' });
        break;
      } catch (error) {
        if (error.code !== 'EEXIST') throw error;
        if (!isAlive(Number(readFileSync(lock, 'utf8')) || -1)) rmSync(lock, { force: true });
        else if (!told) say('Another command is installing the packages; waiting for it …');
        told = true;
      }
    }
  } catch (error) {
    fail(`The packages cannot be installed, because ${dirname(lock)} is not writable (${error.code ?? error.message}): run this as the owner of the folder.`);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
};

const install = (folder) => {
  if (isInstalled(folder)) return;
  const since = performance.now();
  say(`${existsSync(join(folder, 'node_modules')) ? 'The packages are not those of package-lock.json; installing them anew' : 'Installing the packages'} (half a minute or more) …`);
  const flags = ['ci', '--include=dev', '--no-audit', '--no-fund', '--loglevel=error'];
  // npm says where its own program lies when it runs a script; without it the one on PATH is taken.
  const own = process.env.npm_execpath?.endsWith('.js') ? process.env.npm_execpath : undefined;
  const result = own
    ? spawnSync(process.execPath, [own, ...flags], { cwd: folder, stdio: 'inherit' })
    : spawnSync('npm', flags, { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
  if (result.status !== 0) fail(`Installing the packages failed${result.error ? ` (${result.error.message})` : ''}: see above, and check that the npm registry can be reached.`);
  say(`The packages are installed (${seconds(since)}).`);
};

const build = (target, folder) => {
  const since = performance.now();
  const first = !existsSync(target);
  if (first) say('Building …');
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/typescript7/bin/tsc'), '-b'], { cwd: folder, stdio: 'inherit' });
  if (first) say(`Built (${seconds(since)}).`);
  if (status === 0) return;
  // The tests count the broken build as a failure of theirs and still run the rest.
  if (command !== 'test' || !existsSync(target)) fail('The build failed: see above.');
};

/** The channel to the child closes when this process dies in whatever way, which tells the child to stop. */
const run = (target) => {
  const child = spawn(process.execPath, ['--enable-source-maps', target, ...args], {
    cwd: root, stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal));
  child.on('error', (error) => fail(`${target} could not be run: ${error.message}`));
  child.on('exit', (code) => process.exit(code ?? 1));
};

checkNode();
if (!programs[command]) fail(`Say what to do: node tools/bootstrap.mjs ${Object.keys(programs).join(' | ')}.`);
const target = join(root, programs[command]);
for (const folder of [root, ...(folders[command] ? [join(root, folders[command])] : [])]) {
  if (!isInstalled(folder)) await oneAtATime(() => install(folder));
  build(target, folder);
}
run(target);
