import { regionOfArn } from '../../bedrock/needed-arns.ts';
import { type Fact, Unknowable, type Unknown } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import type { EventHistory } from '../../evidence/event.ts';
import { isPrincipal } from '../../evidence/evidence.ts';
import type { NamedPolicy, PolicySet } from '../../iam/access.ts';
import { decide } from '../../iam/decide.ts';
import { PolicySyntaxError, parsePolicy } from '../../iam/document.ts';
import { recentEvents } from '../cloudtrail/recent.ts';
import { callContext, type KnownCaller } from './call-context.ts';
import { knownCaller } from './known-caller.ts';
import { type Question, questions } from './questions.ts';
import { type RolePolicies, rolePolicies } from './role-policies.ts';
import { type Simulated, simulation } from './simulation.ts';

/** A statement that decided, or nearly did. */
export interface DecidingStatement {
  readonly policy: string;
  /** Counted from 0; null where AWS's simulator names the policy alone. */
  readonly index: number | null;
  readonly effect: 'Allow' | 'Deny';
  readonly sid?: string | null;
  /** The condition that made it apply, or kept it from applying; absent or null when there is none. */
  readonly condition?: {
    readonly operator: string;
    readonly key: string;
    readonly wanted: readonly string[];
    readonly found: readonly string[] | null;
  } | null;
}

/** Whether the role may do what a question asks, who says so, and which layer stands against it. */
export interface DecidedQuestion {
  readonly purpose: Question['purpose'];
  readonly action: string;
  readonly resource: string;
  readonly kind: Question['kind'];
  readonly decision: 'allowed' | 'denied' | 'unknown';
  /** What denies: no identity policy allows, a statement denies, a boundary, the organization. */
  readonly layer: 'identity' | 'explicit' | 'boundary' | 'scp' | null;
  /** Policies and statements that decided. */
  readonly statements: readonly DecidingStatement[];
  /** Why it is not known: the context keys that are missing. */
  readonly missing: readonly string[];
}
export interface Decisions {
  /** 'simulator': AWS's own; 'policies': our evaluation of the documents that were read. */
  readonly by: 'simulator' | 'policies';
  readonly decided: readonly DecidedQuestion[];
  /** Where AWS's simulator and our evaluation of the documents it should have read say opposite things; absent: nowhere. */
  readonly differences?: readonly Difference[];
}

/** A question that the simulator and the documents answer differently. */
export interface Difference {
  readonly action: string;
  readonly resource: string;
  readonly simulator: 'allowed' | 'denied';
  readonly policies: 'allowed' | 'denied';
}

/** The documents as the evaluator takes them. */
export function policySet(policies: RolePolicies): PolicySet {
  const named = ({ name, text }: { name: string; text: string }): NamedPolicy => ({
    name,
    document: parsePolicy(text),
  });
  return {
    identity: [...policies.inline, ...policies.attached].map(named),
    boundary: policies.boundary === null ? null : named(policies.boundary),
  };
}

/** The same, or why it is not known: a document that is no policy could say anything. */
function readable(policies: RolePolicies): PolicySet | Unknown {
  try {
    return policySet(policies);
  } catch (error) {
    if (!(error instanceof PolicySyntaxError)) throw error;
    return { kind: 'failed', code: 'MalformedPolicy', message: error.message, status: null };
  }
}

const about = ({ purpose, action, resource, kind }: Question) => ({ purpose, action, resource, kind });

/** Whoever calls, and by which VPC endpoint: null for none, undefined where nothing tells. */
interface Calling {
  readonly known: KnownCaller;
  readonly endpoint: string | null | undefined;
}

/** The question as the evaluator takes it: what is not known of the call is not taken for absent. */
const requestOf = (question: Question, roleArn: string, caller: Calling) => ({
  action: question.action,
  resource: question.resource,
  principal: roleArn,
  context: callContext(question, caller.known, caller.endpoint),
  unknownKeys: 'all' as const,
});

function fromPolicies(question: Question, roleArn: string, set: PolicySet, caller: Calling): DecidedQuestion {
  const request = requestOf(question, roleArn, caller);
  const { decision, layer, reasons, missingContext } = decide(request, set);
  const statements = reasons.map(
    ({ policy, statement, effect, sid, condition }): DecidingStatement => ({
      policy,
      index: statement,
      effect,
      sid,
      condition,
    }),
  );
  if (decision === 'allowed') return { ...about(question), decision, layer: null, statements, missing: [] };
  if (decision === 'unknown') return { ...about(question), decision, layer: null, statements, missing: missingContext };
  // A grant to the role would not help where the boundary leaves the action out as well: that layer is the reason then.
  const walled = question.purpose === 'subscribe' && layer === 'identity' && !boundaryAllows(request, set);
  return {
    ...about(question),
    decision: 'denied',
    layer:
      (walled && decision === 'implicitDeny') || layer === 'boundary'
        ? 'boundary'
        : decision === 'explicitDeny'
          ? 'explicit'
          : 'identity',
    statements: statements.filter(({ effect }) => decision === 'implicitDeny' || effect === 'Deny'),
    missing: [],
  };
}

const boundaryAllows = (request: ReturnType<typeof requestOf>, { boundary }: PolicySet): boolean =>
  !boundary || decide(request, { identity: [boundary] }).decision !== 'implicitDeny';

function fromSimulator(question: Question, simulated: readonly Simulated[]): DecidedQuestion | null {
  const found = simulated.find(
    ({ action, resource }) => action.toLowerCase() === question.action.toLowerCase() && resource === question.resource,
  );
  if (!found) return null;
  const explicit = found.decision === 'explicitDeny';
  const statements = found.policies.map((policy) => ({
    policy,
    index: null,
    effect: explicit ? ('Deny' as const) : ('Allow' as const),
  }));
  if (found.decision === 'allowed') {
    // A statement that hangs on a value nobody gave may yet deny, or was not what allowed (contract, section 3, rule 11).
    return found.missingContext.length > 0
      ? { ...about(question), decision: 'unknown', layer: null, statements, missing: found.missingContext }
      : { ...about(question), decision: 'allowed', layer: null, statements, missing: [] };
  }
  const layer =
    found.allowedByOrganization === false
      ? 'scp'
      : explicit && found.allowedByBoundary !== false
        ? 'explicit'
        : found.allowedByBoundary === false
          ? 'boundary'
          : explicit
            ? 'explicit'
            : 'identity';
  // A denial for want of a value that the call really carries is none. An organization's is: it is not told which keys.
  if (layer !== 'scp' && found.missingContext.length > 0) {
    return { ...about(question), decision: 'unknown', layer: null, statements, missing: found.missingContext };
  }
  return { ...about(question), decision: 'denied', layer, statements, missing: [] };
}

/** Keys that the simulator takes from the principal and the clock. */
const FILLED_IN = /^aws:(?:CurrentTime|EpochTime|TokenIssueTime|userid|username|Principal(?!Tag|Org)\w+)$/i;

/**
 * The simulator's word where it may be asked; the documents' own where it may not, and where the simulator could not
 * see what the call really carries: it takes one `aws:RequestedRegion` for all destinations of a profile. Where the
 * documents were read too they say which statement decided, and whether the identity policies lack the permission as
 * well when a boundary is in its way.
 */
function combine(
  question: Question,
  simulated: DecidedQuestion | null,
  own: DecidedQuestion | null,
  sourceRegion: string,
): DecidedQuestion {
  if (!simulated) {
    return own ?? { ...about(question), decision: 'unknown', layer: null, statements: [], missing: [] };
  }
  if (!own) return simulated;
  if (simulated.decision === 'unknown') return own;
  const otherRegion = regionOfArn(question.resource) !== sourceRegion && question.kind === 'model';
  if (simulated.decision === 'allowed') {
    // The documents hang on something that nobody could fill in, and that the simulator does not know by itself either.
    if (own.decision === 'unknown' && own.missing.some((key) => !FILLED_IN.test(key))) return own;
    return otherRegion && own.decision === 'denied'
      ? own
      : { ...simulated, statements: own.decision === 'allowed' ? own.statements : simulated.statements };
  }
  if (simulated.layer === 'scp' || (simulated.layer === 'boundary' && question.purpose === 'subscribe'))
    return simulated;
  return own.decision === 'denied' ? own : simulated;
}

/**
 * The two answers to a question where they are opposite and nothing explains it: not another Region's destination, which the
 * simulator takes no context for, and not a layer that the documents do not hold.
 */
function differenceOf(
  { action, resource, kind }: Question,
  simulated: DecidedQuestion | null,
  own: DecidedQuestion | null,
  sourceRegion: string,
): readonly Difference[] {
  if (simulated === null || own === null || simulated.decision === own.decision) return [];
  if (simulated.decision === 'unknown' || own.decision === 'unknown' || simulated.layer === 'scp') return [];
  if (kind === 'model' && regionOfArn(resource) !== sourceRegion) return [];
  return [{ action, resource, simulator: simulated.decision, policies: own.decision }];
}

/** By which VPC endpoint the principal's newest calls came: null for none, undefined where nothing tells, or several did. */
function endpointIn(history: Fact<EventHistory | null>, principalArn: string): string | null | undefined {
  const who = { name: principalArn.split('/').at(-1) ?? '', arn: principalArn };
  const own = (history.known ? (history.value?.events ?? []) : []).filter(
    ({ principalArn: arn }) => arn !== null && isPrincipal(arn, who),
  );
  const [first, ...more] = new Set(own.map(({ sourceVpce }) => sourceVpce));
  return more.length > 0 ? undefined : first;
}

export const decisions = defineProbe({
  id: 'iam/decisions',
  title: 'what the policies allow',
  actions: [],
  scope: [],
  needs: {
    questions,
    simulation: maybe(simulation),
    rolePolicies: maybe(rolePolicies),
    knownCaller,
    recentEvents: maybe(recentEvents),
  },
  read: async ({
    questions: asked,
    simulation: simulated,
    rolePolicies: policies,
    knownCaller: known,
    recentEvents: history,
  }): Promise<Decisions | null> => {
    if (asked === null) return null;
    const results = simulated.known && simulated.value !== null && simulated.value.length > 0 ? simulated.value : null;
    const read = policies.known && policies.value !== null ? readable(policies.value) : null;
    const set = read !== null && 'identity' in read ? read : null;
    if (results === null && set === null) {
      if (read !== null && !('identity' in read)) throw new Unknowable(read);
      if (simulated.known && policies.known) return null;
      throw new Unknowable(
        simulated.known ? (policies.known ? { kind: 'not-recorded' } : policies.why) : simulated.why,
      );
    }
    const source = asked.questions.find(({ purpose }) => purpose === 'invoke')?.context['aws:RequestedRegion'] ?? '';
    const calling: Calling = { known, endpoint: endpointIn(history, asked.principalArn) };
    const answers = asked.questions.map((question) => ({
      question,
      simulated: results === null ? null : fromSimulator(question, results),
      own: set === null ? null : fromPolicies(question, asked.principalArn, set, calling),
    }));
    const differences = answers.flatMap(({ question, simulated: one, own }) =>
      differenceOf(question, one, own, source),
    );
    return {
      by: results === null ? 'policies' : 'simulator',
      decided: answers.map(({ question, simulated: one, own }) => combine(question, one, own, source)),
      ...(differences.length === 0 ? {} : { differences }),
    };
  },
});
