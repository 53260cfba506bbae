import { peoplesDaily, says } from '../sources.js';
import { type Edition, type Output, series } from './edition.js';

const source = says(peoplesDaily, '前不久，第二十届中国国际软件合作洽谈会上，优卡集团、数聚智造人工智能等多家企业签约，将总部落户成都。');

const headquartersOf = (investor: string, key: string): Output => ({ kind: 'signing', title: { zh: `${investor}总部落户成都` }, refers: { kind: 'signing', key }, source });

/**
 * The 20th edition, as an article of 2022 tells of it: no day, no place, no theme, and of the programme one thing that was set up. That the investors settle in
 * Chengdu does not say where the conference was.
 */
export const twentieth: Edition = {
  opening: { series, number: 20, kind: 'conference', place: null, source },
  announced: { title: { zh: '第二十届中国国际软件合作洽谈会' }, source },
  activities: {
    'cisc-20-corridor-of-time-and-space': { name: { zh: '时空走廊' }, source: says(peoplesDaily, '第二十届软洽会上，特别设置了一座别出心裁的时空走廊。') },
  },
  // "And others" signed too: the two that are named are entered, and that there were more is a claim.
  outputs: {
    'cisc-20-headquarters-youka': headquartersOf('优卡集团', 'cisc-20-headquarters-youka'),
    'cisc-20-headquarters-shuju-zhizao': headquartersOf('数聚智造人工智能', 'cisc-20-headquarters-shuju-zhizao'),
  },
};
