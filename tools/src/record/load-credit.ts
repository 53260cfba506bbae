import { creditBatches, creditProgrammes } from './credit.js';
import { type Found, idOf } from './ids.js';
import { requestOf } from './requests.js';
import type { Send, Sent } from './send.js';

/**
 * Credit as the documents state it: one person of the association enters a programme and a second one opens it; then its batches,
 * and what was announced of them. It comes after the bodies, pacts and editions that it names.
 */
export const loadCredit = async (send: Send, found: Found): Promise<Readonly<{ sent: readonly Sent[]; announced: readonly Sent[] }>> => {
  const [sent, announced]: [Sent[], Sent[]] = [[], []];
  for (const [name, programme] of Object.entries(creditProgrammes)) {
    const key = `opening-record/credit-programme/${name}`;
    sent.push(await send('admin', '/v1/credit-programmes', key, requestOf.creditProgramme(name, programme, found)));
    sent.push(await send('admin:checker', `/v1/credit-programmes/${idOf('credit-programme', name)}/approve`, `${key}/approve`, {}, '"1"'));
  }
  for (const [name, batch] of Object.entries(creditBatches)) {
    const key = `opening-record/credit-batch/${name}`;
    sent.push(await send('admin', '/v1/credit-batches', key, requestOf.creditBatch(name, batch)));
    announced.push(await send('admin', `/v1/credit-batches/${idOf('credit-batch', name)}/announce`, `${key}/announce`, batch.announced));
  }
  return { sent, announced };
};

/** All of it, to tell one release of the record from another. */
export const creditContent: unknown = [creditProgrammes, creditBatches];
export const countsOfCredit = {
  programmes: Object.keys(creditProgrammes).length, batches: Object.keys(creditBatches).length,
  /** One for each total and one for each number of firms. */
  announced: Object.values(creditBatches).reduce((sum, { announced: { total, firms } }) => sum + [total, firms].length, 0),
} as const;
