import { createHash } from 'node:crypto';

/** A number from 0 to 1 that depends on nothing but its arguments, so that a run can be repeated. */
export const chance = (serial: number, index: number): number =>
  createHash('sha256').update(`${serial}/${index}`).digest().readUInt32BE(0) / 0xffffffff;
