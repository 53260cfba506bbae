import { migrate } from '@entente/infra/database/migrate';
import type { Contender } from '../contender.js';
import { auditLog, mustBe } from './credit-audit.js';
import { deskAt, draw, eachOf, grant, nominate, openProgramme, prepareLines } from './credit-programme.js';

/** Draws on lines of one programme, as many as `events` says, one after the other; each is decided by the slice itself. */
export const ententeDraws: Contender = {
  prepare: ({ url, events }) => prepareLines(url, events),
  writer: async ({ url, events: lines }) => {
    const desk = deskAt(url);
    // As in an api that has been up for a while, every line has been drawn on before.
    await eachOf(lines, (n) => draw(desk, n));
    let [next, drawn] = [0, lines];
    return {
      once: async () => {
        await draw(desk, (next += 1) % lines);
        drawn += 1;
      },
      check: async () => mustBe('draws', (await auditLog(url)).draws, drawn),
      close: () => desk.log.close(),
    };
  },
};

/** As many firms as there were in the first batch, and how many bursts one programme takes. */
export const BURST = 66;
export const BURSTS = 15;

/** A bank grants all lines of a batch at once, batch after batch, until a programme has a thousand lines or so; then comes the next. */
export const ententeGrants: Contender = {
  prepare: async ({ url, events: programmes }) => {
    await migrate(url);
    const desk = deskAt(url);
    for (let n = 0; n < programmes; n += 1) {
      await openProgramme(desk, n, BURST * BURSTS);
      await eachOf(BURST * BURSTS, (line) => nominate(desk, n * BURST * BURSTS + line, n));
    }
    await desk.log.close();
  },
  writer: async ({ url, events: programmes }) => {
    const desk = deskAt(url);
    let bursts = 0;
    return {
      once: async () => {
        const [burst, programme] = [bursts, Math.floor(bursts / BURSTS)];
        bursts += 1;
        if (programme >= programmes) throw new Error(`All lines of ${programmes} programmes are granted; prepare more of them.`);
        await Promise.all(Array.from({ length: BURST }, (_, n) => grant(desk, burst * BURST + n, programme)));
      },
      check: async () => mustBe('grants', (await auditLog(url)).grants, bursts * BURST),
      close: () => desk.log.close(),
    };
  },
};
