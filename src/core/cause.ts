import type { CauseId } from '../causes/catalogue.ts';
import type { Cause } from '../causes/cause.ts';

/** Causes declare themselves in `causes`; the language needs no more of them than these types. */
export type { CauseId } from '../causes/catalogue.ts';
export type { Layer, Owner } from '../causes/cause.ts';
/** Every cause, in the order of the chain that a request takes. */
export type CauseTable = Readonly<Record<CauseId, Cause<CauseId>>>;
