import { createHash } from 'node:crypto';

/** A request id in the form of a UUID, the same for the same serial. */
export const requestIdOf = (serial: number): string => {
  const hex = createHash('sha256').update(`request ${serial}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};
