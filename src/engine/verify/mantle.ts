import { modelsInUse, readClientSettings } from '../../applications/clients/index.ts';
import { AwsError } from '../../aws/error.ts';
import { listFoundationModels } from '../../aws/operations/bedrock.ts';
import { simulatePrincipalPolicy } from '../../aws/operations/iam.ts';
import type { Post } from '../../aws/post.ts';
import { namesBearerToken } from '../../bedrock/api-key.ts';
import { isMantleAddress, isMantleProject, mantleProject } from '../../bedrock/mantle.ts';
import type { CauseId } from '../../core/cause.ts';
import { harmless } from '../../core/harmless.ts';
import { describePrincipal, type PrincipalRef } from '../../core/principal.ts';
import { capitalize } from '../../core/sentence.ts';
import { describeSource } from '../../core/target.ts';
import { decide } from '../../iam/decide.ts';
import { policySet } from '../../probes/iam/by-policies.ts';
import { rolePolicies } from '../../probes/iam/role-policies.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { principal } from '../../probes/run/principal.ts';
import { listMantle, type MantleEndpoint } from '../../verification/ask-mantle.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { tell } from '../session/tell.ts';

/** The OpenAI-compatible endpoint as the examined application calls it. */
export interface Mantle extends MantleEndpoint {
  /** Who says that it is called, and by which path, in words. */
  readonly source: string;
}

/** The path of the endpoint where no base URL says another: https://docs.aws.amazon.com/bedrock/latest/userguide/bedrock-mantle.html */
const PATH = '/v1';

/** A base URL of the examined application, and who has it; null where none names an endpoint of Bedrock's. */
async function baseUrlOf(
  { host, scope }: AwsSession,
  { facts, target }: Diagnosis,
): Promise<{ readonly url: string | null; readonly mantle: boolean; readonly source: string } | null> {
  const [own] = known(lambdaFunction, facts)?.addresses ?? [];
  if (own !== undefined) {
    return {
      url: own.url,
      mantle: isMantleAddress(own.url),
      source: `variable ${own.variable} of the function`,
    };
  }
  if (scope.me === null) return null;
  const clients = await readClientSettings(host);
  const uses = modelsInUse(clients).find(({ model }) => model.value === target.model?.value)?.client;
  const client = clients.find((one) => one.client === uses);
  if (client === undefined) return null;
  const { baseUrl, surface } = client;
  return {
    url: baseUrl !== null && isMantleAddress(baseUrl.value) ? baseUrl.value.replace(/\/+$/, '') : null,
    mantle: surface === 'mantle',
    source: baseUrl === null ? client.client : `${client.client}, ${describeSource(baseUrl.source)}`,
  };
}

/**
 * The Mantle endpoint, where `--surface` or a base URL says that it is the one that is called; null: it is not. An
 * address is only ever one of AWS's own, or of the endpoint of the run.
 */
export async function findMantle(
  session: AwsSession,
  diagnosis: Diagnosis,
  apiKey: string | null,
): Promise<Mantle | null> {
  const { options, target } = session;
  const asked = options.text('surface')?.value ?? null;
  const found = asked === 'runtime' ? null : await baseUrlOf(session, diagnosis);
  if (asked !== 'mantle' && found?.mantle !== true) return null;
  const region = diagnosis.target.region.value;
  const own = found?.mantle === true ? found.url : null;
  const { pathname, origin } = new URL(own ?? `https://bedrock-mantle.${region}.api.aws${PATH}`);
  const root = target.endpointUrl === null ? origin : target.endpointUrl.value.replace(/\/+$/, '');
  // Anthropic's clients name the path of their own API; the list of models is beside it.
  const base = `${root}${/^(?:\/openai)?\/v1\b/.exec(pathname)?.[0] ?? PATH}`;
  return {
    base,
    apiKey,
    signedFor: { service: 'bedrock-mantle', region },
    source: own === null ? (found?.mantle === true ? found.source : options.where('surface')) : (found?.source ?? ''),
  };
}

/**
 * The id that the control plane has for a model of the endpoint, whose names lack the version at their end
 * (`openai.gpt-oss-120b` for `openai.gpt-oss-120b-1:0`): the agreement is one for both. The name itself where AWS lists none.
 */
export async function controlPlaneId({ aws }: AwsSession, { target }: Diagnosis, id: string): Promise<string> {
  try {
    const { modelSummaries } = await aws.inRegion(target.region.value).ask(listFoundationModels, {});
    const ids = (modelSummaries ?? []).flatMap(({ modelId }) => (modelId === undefined ? [] : [modelId]));
    return ids.find((one) => one === id) ?? ids.find((one) => one.replace(/-(?:v\d+|\d+)(?::\d+)?$/, '') === id) ?? id;
  } catch (error) {
    if (error instanceof AwsError) return id;
    throw error;
  }
}

/** What was found out of the endpoint without a call of a model. */
export interface MantleFindings {
  readonly notes: readonly string[];
  /** The cause of a denial that the policies make certain; null where they allow, or nobody can tell. */
  readonly denied: CauseId | null;
}

type Decision = 'allowed' | 'denied' | 'unknown';

/** Whether the principal may do that, as AWS's simulator says, else as its policies do. Read-only. */
async function decisionOn(
  { aws }: AwsSession,
  { facts }: Diagnosis,
  who: PrincipalRef,
  action: string,
  resource: string,
): Promise<Decision> {
  try {
    const { EvaluationResults: [result] = [] } = await aws.ask(simulatePrincipalPolicy, {
      PolicySourceArn: who.arn,
      ActionNames: [action],
      ResourceArns: [resource],
    });
    const decision = result?.ResourceSpecificResults?.[0]?.EvalResourceDecision ?? result?.EvalDecision;
    if ((result?.MissingContextValues ?? []).length > 0 || decision === undefined) return 'unknown';
    return decision === 'allowed' ? 'allowed' : 'denied';
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const policies = known(rolePolicies, facts);
    if (policies === null) return 'unknown';
    try {
      const request = { action, resource, principal: who.arn, context: {}, unknownKeys: 'all' as const };
      const { decision } = decide(request, policySet(policies));
      return decision === 'allowed' || decision === 'unknown' ? decision : 'denied';
    } catch {
      // A document that is no policy could say anything.
      return 'unknown';
    }
  }
}

const WORDS: { readonly [decision in Decision]: string } = {
  allowed: 'is allowed',
  denied: 'is not allowed',
  unknown: 'may be allowed or not (its policies could not be judged):',
};

/**
 * What can be known of the endpoint by reading alone: its actions, which InvokeModel does not cover, its path, its list of
 * models. Shows the address before it is asked.
 * https://docs.aws.amazon.com/service-authorization/latest/reference/list_bedrock-mantle.html
 */
export async function lookAtMantle(
  session: AwsSession,
  diagnosis: Diagnosis,
  mantle: Mantle,
  post: Post,
  model: string,
): Promise<MantleFindings> {
  const who = known(principal, diagnosis.facts);
  const { base, apiKey, signedFor, source } = mantle;
  const notes = [`The Mantle endpoint is called (${source}), by the path ${new URL(base).pathname}.`];
  let denied: CauseId | null = null;
  if (who !== null && who.kind !== 'root') {
    // A client that names a project is known by what it was refused; another one is in the default project.
    const refused = (known(evidence, diagnosis.facts)?.observations ?? []).findLast(
      ({ resource }) => resource !== null && isMantleProject(resource, signedFor.region, who.account),
    );
    const project = refused?.resource ?? mantleProject(signedFor.region, who.account);
    const sendsKey = apiKey !== null || namesBearerToken(known(lambdaFunction, diagnosis.facts)?.variables ?? []);
    const asked: readonly (readonly [string, string, CauseId])[] = [
      ['bedrock-mantle:CreateInference', project, 'invoke-not-allowed'],
      ...(sendsKey ? [['bedrock-mantle:CallWithBearerToken', '*', 'bearer-token-rejected'] as const] : []),
    ];
    for (const [action, resource, cause] of asked) {
      const decision = await decisionOn(session, diagnosis, who, action, resource);
      notes.push(`${capitalize(describePrincipal(who))} ${WORDS[decision]} ${action} on ${resource}.`);
      if (decision === 'denied') denied ??= cause;
    }
  }
  tell(session.host, `The list of models is read at ${harmless(base)}/models.`);
  const list = await listMantle(post, mantle);
  notes.push(
    'refused' in list
      ? `Its list of models could not be read: ${list.refused}`
      : list.models.includes(model)
        ? `Its list of models has ${model}; the path may refuse it all the same.`
        : `Its list of ${list.models.length} models does not have ${model}.`,
  );
  return { notes, denied };
}
