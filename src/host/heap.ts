import { setFlagsFromString } from 'node:v8';

/** How much the heap may grow beyond what is in use before it is swept, in percent; V8's own choice is up to fourfold. */
const GROWING_PERCENT = 20;

/**
 * Has V8 sweep sooner, for work that makes much garbage and keeps little: its memory stays near what it keeps, for a few
 * percent of time. For the whole process, and a hint: no limit that could be hit. `v8 --help`, heap-growing-percent.
 */
export const keepHeapSmall = (): void => setFlagsFromString(`--heap-growing-percent=${GROWING_PERCENT}`);
