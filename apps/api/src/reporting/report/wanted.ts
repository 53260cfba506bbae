import { Injectable } from '@nestjs/common';
import type { Actor } from '@entente/domain/kernel/message';
import { dateInShanghai } from '@entente/domain/kernel/period';
import type { Fault } from '@entente/domain/kernel/refusal';
import { daysOf, type Definition, definitionOf, isPeriod, nameFaults, reachOf, refuseReport } from '@entente/domain/reporting/report';
import { EventLog } from '@entente/infra/event-log/event-log';
import type { z } from 'zod';
import { faultsOf } from '../../http/faults.js';
import { problems } from '../../http/problems.js';
import { Directories } from '../../territory/directories.js';

export type Wanted = Readonly<{ report: string; parameters: Readonly<Record<string, string>>; period: string }>;

const HOW: Readonly<Record<Definition['rhythm'], Fault['message']>> = {
  month: { en: 'This report is told by month; write 2024-06.', zh: '该报表按月；请写 2024-06。' },
  quarter: { en: 'This report is told by quarter; write 2024-Q2.', zh: '该报表按季；请写 2024-Q2。' },
  'after-conference': { en: 'This report follows a conference up; write T+1, T+30 or T+180.', zh: '该报表为会后跟踪；请写 T+1、T+30 或 T+180。' },
};

/** Whether what is told with these parameters lies within an actor's regions. */
export const isHis = ({ region }: Actor, parameters: Readonly<Record<string, string>>, within: (code: string, scope: string) => boolean): boolean =>
  region === '*' || (reachOf(parameters) !== '*' && within(reachOf(parameters), region));

/** Those of the parameters that are right by themselves, so that whether they name what is there is said at once with what is wrong with others. */
const wellFormed = ({ parameters: { shape } }: Definition, sent: Wanted['parameters']): Wanted['parameters'] =>
  Object.fromEntries(Object.entries(shape as Readonly<Record<string, z.ZodType<string | undefined>>>).flatMap(([name, schema]) => {
    const { data } = schema.safeParse(sent[name]);
    return data === undefined ? [] : [[name, data]];
  }));

/** Sees that what is asked for can be told, and by whom it is asked; all that is wrong is said at once, before anything is begun. */
@Injectable()
export class WantedReports {
  constructor(
    private readonly directories: Directories,
    private readonly log: EventLog,
  ) {}

  /**
   * @param besides what else is wrong with what was sent.
   * @throws Problem (422) with every fault; Refusal (absent) where there is no such report.
   */
  async checked(actor: Actor, { report, parameters: sent, period }: Wanted, publish: boolean, besides: readonly Fault[]): Promise<Wanted> {
    const { definition, parameters, faults } = await this.looked(report, sent);
    const all = [...faults, ...this.faultsOfPeriod(definition, period, publish), ...besides];
    if (all.length > 0) throw problems.invalid(all);
    const { within } = await this.directories.of({}, await this.directories.territory());
    if (!isHis(actor, parameters, within)) throw problems.beyondScope();
    return { report, parameters, period };
  }

  /** The parameters of a report, where they name what is there. */
  async named(report: string, sent: Wanted['parameters']): Promise<Wanted['parameters']> {
    const { parameters, faults } = await this.looked(report, sent);
    if (faults.length > 0) throw problems.invalid(faults);
    return parameters;
  }

  private async looked(report: string, sent: Wanted['parameters']): Promise<Readonly<{ definition: Definition; parameters: Wanted['parameters']; faults: readonly Fault[] }>> {
    const definition = definitionOf(report);
    if (!definition) throw refuseReport('report/unknown');
    const { error } = definition.parameters.safeParse(sent);
    const malformed = faultsOf((error?.issues ?? []) as never).map((fault) => ({ ...fault, pointer: `/parameters${fault.pointer}` }));
    const parameters = wellFormed(definition, sent);
    const directory = await this.directories.of(parameters['edition'] === undefined ? {} : { editions: [parameters['edition']] }, await this.directories.fresh());
    return { definition, parameters, faults: [...malformed, ...nameFaults(parameters, directory).flatMap(({ faults }) => faults), ...(await this.unknownIn(parameters))] };
  }

  private async unknownIn({ set, alliance, programme }: Wanted['parameters']): Promise<readonly Fault[]> {
    const fault = (name: string, en: string, zh: string): Fault => ({ pointer: `/parameters/${name}`, code: `report/unknown-${name}`, message: { en, zh } });
    const isThere = async (stream: string): Promise<boolean> => (await this.log.read(stream, 0)).facts.length > 0;
    return [
      ...(set === undefined || (await this.directories.knows(set)) ? [] : [fault('set', `There is no set "${set}"; GET /v1/region-sets lists them all.`, `没有集合“${set}”；全部集合见 GET /v1/region-sets。`)]),
      ...(alliance === undefined || (await isThere(`alliance-${alliance}`)) ? [] : [fault('alliance', 'There is no such alliance; GET /v1/alliances lists them.', '没有该联盟；见 GET /v1/alliances。')]),
      ...(programme === undefined || (await isThere(`credit-programme-${programme}`)) ? [] : [fault('programme', 'There is no such programme; GET /v1/credit-programmes lists them.', '没有该授信方案；见 GET /v1/credit-programmes。')]),
    ];
  }

  private faultsOfPeriod({ rhythm }: Definition, period: string, publish: boolean): readonly Fault[] {
    if (!isPeriod(rhythm, period)) return [{ pointer: '/period', code: 'report/period-malformed', message: HOW[rhythm] }];
    if (!publish || rhythm === 'after-conference' || daysOf(period).to < dateInShanghai(new Date().toISOString())) return [];
    return refuseReport('report/period-not-over', '/period').faults;
  }
}
