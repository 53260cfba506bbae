import { canonical } from '@entente/domain/kernel/canonical';
import { type DataSet, figuresIn } from '@entente/domain/reporting/dataset';
import { addressesIn, cardAddress } from './addresses.js';
import type { Options } from './rendered.js';

/**
 * Canonical JSON (RFC 8785): `dataSet` is the bare data set, of whose canonical form `hashes.data` is the SHA-256, and
 * `figures` says for the path of each figure its code, its card and what stands behind it. To everybody, the data set tells of
 * when it was known the instant alone, and `hashes` is of it with the rest.
 */
export const jsonOf = (set: DataSet, { base, codes, hashes }: Options): Buffer => {
  const figures = Object.fromEntries(figuresIn(set).map(({ path, figure }) => {
    const code = codes.get(path);
    return [path, { ...(code !== undefined && { code, card: cardAddress(code, base) }), entries: addressesIn(set, figure, base) }];
  }));
  const dataSet = set.edition === 'public' ? { ...set, known: { instant: set.known.instant } } : set;
  return Buffer.from(canonical({ dataSet, figures, hashes }), 'utf8');
};
