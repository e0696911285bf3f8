import type { Aws } from '../../core/aws.ts';
import type { Sourced, Target } from '../../core/target.ts';
import type { Looking } from './diagnosis.ts';
import type { Refused } from './refused.ts';

/** A model that is called, and where; without a Region in the run's. */
export interface CalledModel extends Sourced<string> {
  /** What a setting names, such as a client's of `--me`. */
  readonly region?: Sourced<string>;
}

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
  readonly alsoModels?: (subject: Target) => Promise<readonly CalledModel[]>;
  /** Whether one request is made: the guide's function is then judged by what that request calls, not by what others asked of it. */
  readonly requests?: boolean;
  /** Whether the operator's account alone will do where nobody is named: for option 1, which needs a model and nothing else. */
  readonly accountWillDo?: boolean;
  /** Who was refused lately, for a run in which nobody is named; absent where nobody is looked for. */
  readonly findRefused?: () => Promise<Refused>;
  /** Asks which of several is meant, by ARN; absent where nobody can be asked. */
  readonly choose?: (arns: readonly string[]) => Promise<string>;
}
