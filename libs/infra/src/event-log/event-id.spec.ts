import { commandIdOf, eventId, eventIdBytes } from './event-id.js';

describe('name-based ids', () => {
  // Computed with another implementation of RFC 9562.
  it('are UUIDv5 in the namespace of Entente', () => {
    expect(eventId('0197e8a0-0000-7000-8000-000000000001', 0)).toBe('7e3646bc-6edf-5755-94c3-e7ecdc7e17b7');
    expect(commandIdOf('administrator', 'POST', '/v1/signings', '键')).toBe('57d5c912-7c2f-5c3b-91c9-036e7798bed5');
  });

  it('are the same as bytes and as text', () => {
    expect(eventIdBytes('a', 1).toString('hex')).toBe(eventId('a', 1).replaceAll('-', ''));
  });
});
