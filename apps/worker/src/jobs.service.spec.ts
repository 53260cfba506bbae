import { jobsEveryMsOf } from './jobs.service.js';

describe('how often it is looked whether something is due', () => {
  it.each([[undefined, 5_000], ['', 5_000], ['10', 10], ['86400000', 86_400_000]])('is told by the environment as %p: %p ms', (text, ms) => {
    expect(jobsEveryMsOf({ JOBS_EVERY_MS: text })).toBe(ms);
  });

  it.each(['9', '86400001', '5s', '-10', '1e3', '10.5', '0x10', ' 10'])('is refused as %p', (text) => {
    expect(() => jobsEveryMsOf({ JOBS_EVERY_MS: text })).toThrow('JOBS_EVERY_MS');
  });
});
