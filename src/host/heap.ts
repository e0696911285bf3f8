import { setFlagsFromString } from 'node:v8';

/**
 * Has V8 sweep sooner, for work that makes much garbage and keeps little: its memory stays near what it keeps, for a few
 * percent of time. For the whole process, and a hint: no limit that could be hit. `v8 --help`, heap-growing-percent.
 * `growingPercent`: how much the heap may grow beyond what is in use before it is swept; V8's own choice is up to fourfold.
 */
export const keepHeapSmall = (growingPercent: number): void =>
  setFlagsFromString(`--heap-growing-percent=${growingPercent}`);
