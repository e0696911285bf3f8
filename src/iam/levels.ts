import type { Layer, NamedPolicy, PolicySet } from './access.ts';
import { type Asked, evaluateLevel, type LevelResult } from './layer.ts';
import { listsPrincipal } from './principal.ts';
import { either } from './tri.ts';

/** What the levels of one layer say; every level must allow. */
export interface LayerResult {
  readonly layer: Layer;
  readonly levels: readonly LevelResult[];
}

/** Evaluates every layer that is present. */
export function evaluateLayers(policies: PolicySet, asked: Asked): readonly LayerResult[] {
  const { boundary, scps, scpLevels, rcps, session, endpoint, resource } = policies;
  const layers: LayerResult[] = [];
  const add = (layer: Layer, levels: readonly LevelResult[]): void => {
    if (levels.length > 0) layers.push({ layer, levels });
  };
  const identity = evaluateLevel('identity', policies.identity, asked);
  const granted = resource ? evaluateLevel('resource', [resource.policy], asked) : null;
  const own = granted !== null && resource?.account === accountOf(asked.request.principal);
  add('identity', [own ? together(identity, granted) : identity]);
  if (granted) add('resource', [own ? onlyDenials(granted) : granted]);
  const organized = (scps?.length ?? 0) + (scpLevels?.length ?? 0) + (rcps?.length ?? 0) > 0;
  if (organized && !isServiceLinked(asked.request.principal)) {
    add('scp', [
      ...(scps ?? []).map((policy) => alone('scp', policy, asked)),
      ...(scpLevels ?? []).map((level) => evaluateLevel('scp', level, asked)),
    ]);
    add(
      'rcp',
      (rcps ?? []).map((policy) => alone('rcp', policy, asked)),
    );
  }
  const limit = own && namesUser(granted, asked.request.principal) ? onlyDenials : asItIs;
  if (boundary) add('boundary', [limit(evaluateLevel('boundary', [boundary], asked))]);
  if (session && session.length > 0) add('session', [limit(evaluateLevel('session', session, asked))]);
  if (endpoint) add('vpc-endpoint', [evaluateLevel('vpc-endpoint', [endpoint], asked)]);
  return layers;
}

const asItIs = (level: LevelResult): LevelResult => level;

/** A level that need not allow; its Deny statements still count. */
const onlyDenials = ({ denies, verdicts }: LevelResult): LevelResult => ({
  allows: true,
  denies,
  verdicts: verdicts.filter(({ statement }) => statement.source.effect === 'Deny'),
});

/** A policy that stands for a level. One that only denies need not allow: it is beside another that does. */
function alone(layer: 'scp' | 'rcp', policy: NamedPolicy, asked: Asked): LevelResult {
  const result = evaluateLevel(layer, [policy], asked);
  return policy.document.statements.every(({ effect }) => effect === 'Deny') ? { ...result, allows: true } : result;
}

/**
 * Within one account the identity policies or the resource's own may allow; across accounts both must.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-single-account.html
 */
const together = (identity: LevelResult, resource: LevelResult): LevelResult => ({
  allows: either(identity.allows, resource.allows),
  denies: identity.denies,
  verdicts: [...identity.verdicts, ...resource.verdicts.filter(({ statement }) => statement.source.effect === 'Allow')],
});

/**
 * A resource policy that names a user itself is limited by neither boundary nor session policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
const namesUser = ({ verdicts }: LevelResult, principal: string): boolean =>
  principal.includes(':user/') &&
  verdicts.some(
    ({ applies, statement: { source } }) =>
      applies === true &&
      source.effect === 'Allow' &&
      source.principals !== null &&
      listsPrincipal(source.principals, principal),
  );

/**
 * Organization policies leave service-linked roles alone; a session's ARN has the role's name but not its path.
 * https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
 */
const isServiceLinked = (principal: string): boolean =>
  principal.includes(':role/aws-service-role/') || principal.includes(':assumed-role/AWSServiceRoleFor');

const accountOf = (arn: string): string => arn.split(':')[4] ?? '';
