/** A change of the map that is entered as an event of its own: what `POST /v1/regions/{code}/move` takes. */
export type Move = Readonly<{
  /** The code before the change; it stays in the register without an end. */
  code: string;
  /** The code after it; the register does not hold it. */
  becomes: string;
  parent: string;
  name: Readonly<{ zh: string; en: string }>;
  on: string;
  source: Readonly<{ document: string; quote: string }>;
}>;

/**
 * Changes with a day; the source says where the day is from. The register holds a region as it was before, and the change
 * follows as a request, so that what was counted below the old parent stays there in the boundary of then.
 */
export const CHANGES: readonly Move[] = [
  {
    code: '512081',
    becomes: '510185',
    parent: '510100',
    name: { zh: '简阳市', en: 'Jianyang' },
    on: '2016-05-03',
    // What the source states, and a specification checks, is that one list has the one code and the next the other.
    source: {
      document: 'GB/T 2260，2015-09 与 2016-07 两期代码表；所填日期为国务院批复之日，代码表未载',
      quote: '512081 简阳市 … 510185 简阳市',
    },
  },
];
