import type { Loading } from '../record/send.js';
import { clientOf } from './client.js';
import { BANK, lineOf, PROGRAMME } from './credit.js';

/**
 * Asks for a draft of the report on the programme that is drawn here, of the month in which it was entered; the same one at
 * every later start. It is made by the worker, a moment later.
 * @returns the id of its run.
 */
export const draftOf = async (loading: Loading): Promise<string> => {
  const { send, read } = clientOf(loading);
  const { days } = JSON.parse(await read(BANK, `/v1/credit-lines/${lineOf('bamboo-shade')}`)) as { days: { approved: string } };
  return (await send('admin', '/v1/reports/credit/runs', 'report/credit', { parameters: { programme: PROGRAMME }, period: days.approved.slice(0, 7) })).id;
};
