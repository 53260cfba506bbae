/** The SHA-256 (hex) that a Content-Digest (RFC 9530) states beside others; undefined where it states none, or not as it should. */
export const sha256Stated = (header: string): string | undefined => {
  const members = header.split(',').map((member) => member.trim());
  // Of a key that comes twice, the last one counts (RFC 9651).
  const stated = members.flatMap((member) => /^sha-256=:([A-Za-z0-9+/]{43}=):$/.exec(member)?.[1] ?? []).at(-1);
  if (stated === undefined || members.some((member) => /^sha-256\b/.test(member) && !/^sha-256=:[A-Za-z0-9+/]{43}=:$/.test(member))) return undefined;
  const bytes = Buffer.from(stated, 'base64');
  return bytes.toString('base64') === stated ? bytes.toString('hex') : undefined;
};

/** A Content-Digest as RFC 9530 writes it. */
export const contentDigest = (sha256: string): string => `sha-256=:${Buffer.from(sha256, 'hex').toString('base64')}:`;
