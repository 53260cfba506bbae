import { settingsOf } from './settings.js';

const told = (days: string | undefined) => () => settingsOf({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', CONFIRMATION_WORKING_DAYS: days });

describe('what the api is told by its environment', () => {
  it.each([[undefined, 10], ['', 10], ['0', 0], ['7', 7], ['250', 250]])('gives who is asked with CONFIRMATION_WORKING_DAYS=%p so many working days: %d', (text, days) => {
    expect(told(text)().confirmationWorkingDays).toBe(days);
  });

  it.each(['251', '-1', '1.5', 'ten', '1e2', ' ', '0x10', '0000'])('does not start with CONFIRMATION_WORKING_DAYS=%j, and says why', (text) => {
    expect(told(text)).toThrow(`CONFIRMATION_WORKING_DAYS is "${text}": set it to a whole number from 0 to 250`);
  });

  it('signs by the key of NODE_SIGNING_KEY, and without one by that of the database', () => {
    const signsBy = (key: string | undefined) => settingsOf({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing', NODE_SIGNING_KEY: key });
    expect(signsBy(undefined).nodeKey).toBeUndefined();
    expect(signsBy('{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo","d":"nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A"}').nodeKey?.kid).toBe('kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k');
    expect(() => signsBy('a secret')).toThrow(/^NODE_SIGNING_KEY cannot be read: (?!.*a secret)/);
  });
});
