const USUAL = 'http://127.0.0.1:3000';

/**
 * The address under which readers reach the api, without a slash at its end: what is printed in reports points there.
 * @throws Error where PUBLIC_URL is no http address, or holds more than an address.
 */
export const publicUrlOf = (env: NodeJS.ProcessEnv): string => {
  const text = env['PUBLIC_URL'] || USUAL;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '') return text.replace(/\/+$/, '');
  throw new Error(`PUBLIC_URL is "${text}": set it to the address under which readers reach the api, such as https://entente.example.org.`);
};
