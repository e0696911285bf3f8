import { namesBearerToken } from '../bedrock/api-key.ts';
import { mantleProject } from '../bedrock/mantle.ts';
import { parseModel } from '../bedrock/model-id.ts';
import { neededArns } from '../bedrock/needed-arns.ts';
import type { Finding } from '../core/finding.ts';
import type { Facts } from '../core/gather.ts';
import type { Json } from '../core/json.ts';
import { known } from '../core/judge.ts';
import { UsageError } from '../core/usage-error.ts';
import { profile } from '../probes/bedrock/profile.ts';
import { decisions } from '../probes/iam/decisions.ts';
import { lambdaFunction } from '../probes/lambda/function.ts';
import { model } from '../probes/run/model.ts';
import { named } from '../probes/run/named.ts';
import { caller } from '../probes/sts/caller.ts';
import type { Holder } from './principal.ts';

type JsonObject = { readonly [key: string]: Json };

const STREAM = 'bedrock:InvokeModelWithResponseStream';
const BEARER = 'bedrock:CallWithBearerToken';
/** Actions of the OpenAI-compatible endpoint. */
const MANTLE = /^bedrock-mantle:/;
const INFERENCE = 'bedrock-mantle:CreateInference';
const MANTLE_BEARER = 'bedrock-mantle:CallWithBearerToken';
const REFUSED_SID = { Sid: 'RefusedAction', Effect: 'Allow' } as const;
/** Users that Bedrock makes for its API keys: https://docs.aws.amazon.com/bedrock/latest/userguide/api-keys.html */
const API_KEY_USER = /^BedrockAPIKey-/;

/** AWS's words of a refusal: the action, and the resource where one is named. */
const REFUSED = /not authorized to perform:?\s*([\w-]+:\w+)(?:\s+on resource:?\s*"?(arn:[^\s"',]+|\*))?/i;
/** Services that belong to Bedrock. */
const OF_BEDROCK = /^bedrock(?:-[a-z]+)*:/;

/** What AWS said of a finding. */
const wordsOf = ({ evidence, message }: Finding): readonly string[] => [
  ...evidence.flatMap((one) => (one.kind === 'log' ? [one.line] : one.kind === 'answer' ? [one.message] : [])),
  message,
];

/** An action that was refused, and on what: an ARN, or '*'. */
interface Refused {
  readonly action: string;
  readonly resource: string;
}

/** The action that was refused, and on what; null where the words do not tell. Pure. */
function refusedAction(root: Finding): Refused | null {
  for (const words of wordsOf(root)) {
    const [, action, resource = '*'] = REFUSED.exec(words) ?? [];
    if (action !== undefined) return { action, resource: resource.replace(/[.;:]+$/, '') };
  }
  return null;
}

const alone = (list: readonly string[]): Json => (list.length === 1 ? (list[0] ?? '') : list);

/** Exactly the refused Bedrock action on the refused resource. Throws a `UsageError` for what is not Bedrock's. */
function refusedStatement(root: Finding): JsonObject {
  const refused = refusedAction(root);
  if (refused === null)
    throw new UsageError('Which action was refused, and on what, cannot be read from what AWS said; grant it by hand.');
  const { action, resource } = refused;
  const service = resource.split(':')[2] ?? '';
  if (!OF_BEDROCK.test(action) || (resource !== '*' && !OF_BEDROCK.test(`${service}:`))) {
    throw new UsageError(
      `${action} on ${resource} is no action of Bedrock, and only those are granted here; whoever owns the policy must grant it.`,
    );
  }
  return { ...REFUSED_SID, Action: action, Resource: resource };
}

/** Every ARN that a call of the model is decided on, with what the call needs. Throws a `UsageError` where they cannot be known. */
function invokeStatement(root: Finding | null, facts: Facts): JsonObject {
  const choice = known(model, facts);
  if (choice === null) throw new UsageError('Which model is called is not known; pass --model.');
  const { reference } = choice;
  const routed = known(profile, facts);
  if ((reference.kind === 'profile' || reference.kind === 'application-profile') && routed === null) {
    throw new UsageError(
      `The Regions behind ${reference.given} are not known, so the grant would lack some; it needs bedrock:GetInferenceProfile.`,
    );
  }
  const region = known(named, facts)?.region ?? '';
  const account = reference.account ?? known(caller, facts)?.account ?? null;
  if (account === null) throw new UsageError('The account is not known, so that no ARN can be written.');
  const asked = (known(decisions, facts)?.decided ?? []).map(({ action }) => action);
  const streams = refusedToStream(root) || asked.includes(STREAM);
  return {
    Sid: 'InvokeModel',
    Effect: 'Allow',
    Action: alone(['bedrock:InvokeModel', ...(streams ? [STREAM] : [])]),
    Resource: alone([
      ...new Set(neededArns(parseModel(reference.given), routed, region, account).map(({ arn }) => arn)),
    ]),
  };
}

/**
 * A call of the OpenAI-compatible endpoint, whose action no InvokeModel covers: it is decided on the project, the one that was
 * refused where AWS's words name it. https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock-mantle.html
 * Throws a `UsageError` where the account is not known.
 */
function inferenceStatement({ action, resource }: Refused, facts: Facts): JsonObject {
  if (action !== INFERENCE && action !== MANTLE_BEARER) return { ...REFUSED_SID, Action: action, Resource: resource };
  const region = known(named, facts)?.region ?? '';
  const account = known(caller, facts)?.account ?? null;
  const isNamed = action === INFERENCE && resource !== '*';
  if (!isNamed && account === null) throw new UsageError('The account is not known, so that no ARN can be written.');
  return {
    Sid: 'CreateInference',
    Effect: 'Allow',
    Action: INFERENCE,
    Resource: isNamed ? resource : mantleProject(region, account ?? ''),
  };
}

/** Whether AWS refused to answer in pieces, which is an action of its own. Pure. */
export const refusedToStream = (root: Finding | null): boolean =>
  root !== null && (root.cause === 'invoke-stream-not-allowed' || refusedAction(root)?.action === STREAM);

/** The statements that the OpenAI-compatible endpoint wants, where it is what refused; null elsewhere. Pure. */
export function mantleStatements(root: Finding | null, facts: Facts, holder: Holder): readonly JsonObject[] | null {
  const refused = root === null ? null : refusedAction(root);
  return refused !== null && MANTLE.test(refused.action) ? statementsOf(root, facts, holder) : null;
}

/** What `--grant invoke` writes. Pure. Throws a `UsageError` where it cannot be known, or is not Bedrock's. */
export const invokeDocument = (root: Finding | null, facts: Facts, holder: Holder): JsonObject => ({
  Version: '2012-10-17',
  Statement: statementsOf(root, facts, holder),
});

function statementsOf(root: Finding | null, facts: Facts, holder: Holder): readonly JsonObject[] {
  const refused = root === null ? null : refusedAction(root);
  const said = refused?.action;
  const isMantle = refused !== null && MANTLE.test(refused.action);
  const sendsKey = API_KEY_USER.test(holder.name) || said === BEARER || said === MANTLE_BEARER;
  const bearer = sendsKey || (isMantle && namesBearerToken(known(lambdaFunction, facts)?.variables ?? []));
  if (root?.cause === 'bearer-token-rejected' && said !== BEARER && said !== MANTLE_BEARER)
    throw new UsageError('The API key itself is rejected, which no grant changes; make a new key.');
  const own =
    root?.cause === 'action-not-allowed'
      ? refusedStatement(root)
      : isMantle
        ? inferenceStatement(refused, facts)
        : invokeStatement(root, facts);
  return [
    own,
    // It knows no resources: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonbedrock.html
    ...(bearer ? [{ Sid: 'ApiKey', Effect: 'Allow', Action: isMantle ? MANTLE_BEARER : BEARER, Resource: '*' }] : []),
  ];
}
