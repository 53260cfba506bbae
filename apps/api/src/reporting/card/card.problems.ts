import { Problem } from '../../http/problems.js';

/** The same for a code that nobody printed and for one of somebody else's report. */
export const cardNotFound = (): Problem => new Problem(404, 'report/card-not-found', {
  en: 'There is no figure with this code, or it stands in a report that is none of yours; compare the code with what is printed.', zh: '没有此编号的数字，或其所在报表与贵方无关；请与所印编号核对。',
});
