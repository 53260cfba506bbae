/** The source documents in record/sources, by what they are. */
export const peoplesDaily = '000_85b91e5d049edfcc.txt';
export const chengduPlan = '001_dbd7d92c94730ada.txt';
export const sichuanPlan = '002_f95dec80ff40cb88.txt';
export const conference = '003_b9948531d1953a30.txt';
export const deltaArticle = '004_f9feb458e1ff2375.txt';

export type Source = Readonly<{ document: string; quote: string }>;

/** What states an item: a document, and its words. */
export const says = (document: string, quote: string): Source => ({ document, quote });
