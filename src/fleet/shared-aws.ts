import type { Aws, Operation } from '../core/aws.ts';
import { canonical, type Json } from '../core/json.ts';
import { beginSimulations } from '../core/simulations.ts';

/** Where an answer holds, which says how often it is asked for (cells.md, section 1). */
export type AnswerScope =
  /** The same for everybody: AWS's own managed policies. */
  | 'everywhere'
  /** The same in every account: the catalog of a Region. */
  | 'region'
  /** The same in every Region of an account: IAM, and what is read once an account by choice. */
  | 'account'
  /** Its own in every account and Region. */
  | 'place';

/** Answers that are kept for all accounts of a run, by Region. */
export type RegionAnswers = Map<string, Promise<unknown>>;

/** Reads of the catalog: models and the profiles AWS defines are the same for every account. */
const OF_REGION = new Set(['GetFoundationModel', 'ListFoundationModels']);

/** What the catalog answers for an id it has not: that holds for every account, other errors are an account's own. */
const ABSENT = new Set(['ResourceNotFoundException', 'ValidationException']);
const saysAbsent = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && ABSENT.has(String(error.code));
/** Global services answer alike whichever Region is asked. */
const GLOBAL = new Set(['iam', 'sts', 'organizations']);

/** A profile that AWS defines has no account in its id. */
const isSystemProfile = (input: object): boolean =>
  'inferenceProfileIdentifier' in input && !/^arn:|^[a-z0-9]{12}$/.test(String(input.inferenceProfileIdentifier));

/** AWS's own managed policy has no account in its ARN. */
const isOfAws = (input: object): boolean =>
  'PolicyArn' in input && /^arn:[^:]*:iam::aws:policy\//.test(String(input.PolicyArn));

/** Where the answer of a read holds. */
export function scopeOf(
  { service, name }: Operation<never, unknown>,
  input: object,
  everyRegion: boolean,
): AnswerScope {
  if (name === 'ListInferenceProfiles' && (!('typeEquals' in input) || input.typeEquals === 'SYSTEM_DEFINED'))
    return 'region';
  if ((name === 'GetPolicy' || name === 'GetPolicyVersion') && isOfAws(input)) return 'everywhere';
  if (OF_REGION.has(name) || (name === 'GetInferenceProfile' && isSystemProfile(input))) return 'region';
  if (GLOBAL.has(service)) return 'account';
  // Once an account across commercial Regions: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
  if (name === 'GetUseCaseForModelAccess') return 'account';
  if (!everyRegion && (name === 'GetFoundationModelAvailability' || name === 'ListFoundationModelAgreementOffers')) {
    return 'account';
  }
  return 'place';
}

/**
 * One account's AWS whose reads are shared as far as their answers hold: the catalog by all accounts, IAM and the form
 * by all Regions of the account, and the agreement too unless every Region is asked. Answers of the catalog that
 * are errors hold for this account alone.
 */
export function shareAnswers(aws: Aws, ofRegions: RegionAnswers, everyRegion: boolean): Aws {
  const ofAccount = new Map<string, Promise<unknown>>();
  const simulations = beginSimulations();
  const inRegion = (here: Aws): Aws => ({
    ...here,
    inRegion: (region) => inRegion(here.inRegion(region)),
    ask: <I extends object, O>(operation: Operation<I, O>, input: I): Promise<O> => {
      if (operation.name === 'SimulatePrincipalPolicy') {
        return simulations.ask(here, operation as never, input as never) as Promise<O>;
      }
      const scope = scopeOf(operation as unknown as Operation<never, unknown>, input, everyRegion);
      if (scope === 'place') return here.ask(operation, input);
      const key = `${operation.service} ${operation.name} ${canonical(input as unknown as Json)}`;
      if (scope === 'account') {
        const kept = ofAccount.get(key) ?? here.ask(operation, input);
        ofAccount.set(key, kept);
        return kept as Promise<O>;
      }
      const regional = scope === 'everywhere' ? key : `${here.region} ${key}`;
      const kept = ofRegions.get(regional);
      if (kept !== undefined) {
        return kept.catch((error: unknown) => {
          if (saysAbsent(error)) throw error;
          return here.ask(operation, input);
        }) as Promise<O>;
      }
      const asked = here.ask(operation, input);
      ofRegions.set(regional, asked);
      // An account's own trouble is no answer for the others.
      asked.catch((error: unknown) => {
        if (!saysAbsent(error) && ofRegions.get(regional) === asked) ofRegions.delete(regional);
      });
      return asked;
    },
  });
  return inRegion(aws);
}
