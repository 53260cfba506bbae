import { hash } from 'node:crypto';

export { canonical, NotCanonical } from '@entente/domain/kernel/canonical';

export const sha256Hex = (input: string | Buffer): string => hash('sha256', input, 'hex');
