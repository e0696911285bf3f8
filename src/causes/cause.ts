/** The part of the chain that a cause belongs to. */
export type Layer = 'credentials' | 'target' | 'model' | 'account' | 'policy' | 'capacity' | 'application';

/** Who can fix it. */
export type Owner =
  | 'developer'
  | 'account-admin'
  | 'payer'
  | 'organization-admin'
  | 'policy-owner'
  | 'aws-support'
  | 'aws-sales'
  | 'nobody';

/** How a refusal may end without another change; absent where it does not. */
export type PassesWithTime =
  /** Only time ends it: the verdict is pending (contract, section 3, rule 3). */
  | 'alone'
  /** A fault of the moment: the same request may be answered when it is sent again. */
  | 'on-retry'
  /** Goes on for some minutes after it was fixed, while the fix spreads. */
  | 'once-fixed';

/**
 * The fact that, being newer, contradicts what AWS said (contract, section 3, rule 7). 'identity-policies': what is asked for
 * has a policy of its own that nobody here reads, so that only words about the principal's own policies are contradicted.
 */
export type OvertakenBy = 'agreement' | 'use-case-form' | 'policies' | 'identity-policies';

/** One cause: its place in the chain, who can fix it, the next step, and what time and facts do to it. */
export interface Cause<Id extends string = string> {
  readonly id: Id;
  readonly layer: Layer;
  readonly owner: Owner;
  /** What is wrong, in a sentence. */
  readonly title: string;
  /** What to do. */
  readonly next: string;
  /** The page the cause is described on. */
  readonly source: string;
  readonly passesWithTime?: PassesWithTime;
  readonly overtakenBy?: OvertakenBy;
  /** An answer that is no refusal: a throttle, a failure of the model or the service, or one about the request. */
  readonly isRefusal?: false;
  /** Credentials that AWS does not take: when they are the operator's, nothing can be looked at (exit 4). */
  readonly endsTheRun?: true;
}

/** The causes of one layer, each by its id, in the order of the chain. */
export const layerOf = <const Id extends string>(
  layer: Layer,
  causes: Readonly<Record<Id, Omit<Cause, 'id' | 'layer'>>>,
): Readonly<Record<Id, Cause<Id>>> =>
  Object.fromEntries(
    (Object.keys(causes) as Id[]).map((id): [Id, Cause<Id>] => [id, { id, layer, ...causes[id] }]),
  ) as Record<Id, Cause<Id>>;
