import { createHash } from 'node:crypto';

import { abreast, countOf, type Loaded, type Loading, sender, type Sent } from '../record/send.js';
import { CHANGES } from './changes.js';
import { readMaterial, type Register, registerOf } from './register.js';

export const makeRegister = (): Register => registerOf(readMaterial());

/** The key names what is sent, so that another edition of the register is another request. */
const keyOf = (register: object): string => `register/regions/${createHash('sha256').update(JSON.stringify(register)).digest('hex').slice(0, 16)}`;

/**
 * Enters the register of regions and the changes of the map that have a day and a source; all else refers to regions. Who
 * has time before the api answers makes the register then.
 */
export const loadRegister = async (loading: Loading, register: Register = makeRegister()): Promise<Loaded> => {
  const send = sender(loading);
  const registered = await send('admin', '/v1/regions', keyOf(register), register);
  const moved = await abreast(CHANGES, ({ code, becomes, parent, name, on, source }): Promise<Sent> =>
    send('admin', `/v1/regions/${code}/move`, `register/move/${code}`, { parent, code: becomes, name, on, source }));
  loading.progress(`The register holds ${register.regions.length + CHANGES.length} regions of ${register.list.title} (${register.list.edition}) and ISO 3166-1.`);
  return countOf([registered, ...moved]);
};
