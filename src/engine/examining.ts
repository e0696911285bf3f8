import type { Looking } from '../commands/diagnosis.ts';
import type { Aws } from '../core/aws.ts';
import type { Sourced, Target } from '../core/target.ts';

/** What is examined. */
export interface Examined {
  readonly target: Target;
  readonly scope: {
    readonly models: readonly Sourced<string>[];
    readonly me: Sourced<string>['source'] | null;
    readonly unnamed: boolean;
  };
  readonly aws: Aws;
}

/** How a run looks and judges. */
export interface Examining extends Looking {
  /** Models that are known from elsewhere than the application: a client's settings, a template that will be deployed. */
  readonly alsoModels?: (subject: Target) => Promise<readonly Sourced<string>[]>;
}
