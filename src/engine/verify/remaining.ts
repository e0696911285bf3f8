import { CAUSES } from '../../causes/catalogue.ts';
import type { Ranking } from '../../core/root-cause.ts';
import { isOperators, type Why } from './behind.ts';

/** Layers whose causes have nothing to do with access to Bedrock. */
export const NOT_ACCESS: ReadonlySet<string> = new Set(['application', 'capacity', 'log']);

/** A cause of access that the diagnosis made anew still finds, and that more than time is behind; null where there is none. */
export const remaining = ({ root }: Ranking): Why | null =>
  root === null || NOT_ACCESS.has(CAUSES[root.cause].layer) || root.cause === 'propagation-pending' || isOperators(root)
    ? null
    : { cause: root.cause, basis: root.basis, waitMinutes: root.waitMinutes, shown: null };
