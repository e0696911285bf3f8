import type { Aws } from '../core/aws.ts';
import { Unknowable } from '../core/fact.ts';
import type { Ask } from '../core/gather.ts';
import type { Target } from '../core/target.ts';
import { classify } from './error.ts';

/**
 * Answers probes from AWS. Here, and nowhere else, a failure becomes a fact. A probe that spends is not asked unless
 * `maySpend` says that somebody has agreed.
 */
export const askAws =
  (target: Target, aws: Aws, now: number, maySpend = false): Ask =>
  async (probe, needs) => {
    if (probe.spends !== undefined && !maySpend) return { known: false, why: { kind: 'not-recorded' } };
    try {
      return { known: true, value: await probe.read(needs, { target, aws, now }) };
    } catch (error) {
      return { known: false, why: error instanceof Unknowable ? error.why : classify(error) };
    }
  };
