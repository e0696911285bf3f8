import { isProject } from '../../bedrock/mantle.ts';
import { isProfile } from '../../bedrock/model-id.ts';
import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import type { DecidedQuestion } from '../../probes/iam/decided.ts';
import { decisions } from '../../probes/iam/decisions.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { model } from '../../probes/run/model.ts';
import { modelKnown } from '../model/known.ts';
import { roleExists } from '../target/role-exists.ts';
import { userExists } from '../target/user-exists.ts';
import { because, leftOpen, statementsOf } from './deciding.ts';
import { WHO_NEEDS, whoIn } from './who.ts';

/** What the check can say. */
type Said = 'missing' | 'profile' | 'stream' | 'explicit' | 'scp' | 'boundary';

/** What is denied to whom, and by which statement. */
interface Denied {
  readonly role: string;
  readonly action: string;
  readonly resources: readonly string[];
  /** The sentence of `because`. */
  readonly why: string;
}

/**
 * Whether the role's policies let it invoke, on every ARN the model or profile needs. It speaks of policies only:
 * neither agreement nor form is seen here.
 */
export const invokeAllowed = defineCheck({
  id: 'policy/invoke-allowed',
  title: 'The policies allow invoking the model',
  link: 'policy',
  needs: { model: maybe(model), profile: maybe(profile), decisions, evidence: maybe(evidence), ...WHO_NEEDS },
  after: [roleExists, userExists, modelKnown],
  messages: {
    missing: {
      severity: 'error',
      cause: 'invoke-not-allowed',
      title: 'No identity policy allows invoking the model',
      say: ({ role, action, resources, why }: Denied) =>
        `No policy of ${role} allows ${action} on ${resources.join(' and ')}.${why}`,
    },
    profile: {
      severity: 'error',
      cause: 'invoke-profile-not-allowed',
      title: 'Part of what the inference profile needs is not allowed',
      say: ({ role, action, resources, why }: Denied) =>
        `The profile needs ${action} on every ARN behind it; ${role} lacks it on ${resources.join(' and ')}.${why}`,
    },
    stream: {
      severity: 'error',
      cause: 'invoke-stream-not-allowed',
      title: 'Streaming is not allowed',
      say: ({ role, action, resources, why }: Denied) =>
        `The calls stream, and no policy of ${role} allows ${action} on ${resources.join(' and ')}.${why}`,
    },
    explicit: {
      severity: 'error',
      cause: 'denied-explicitly',
      title: 'A policy explicitly denies the call',
      say: ({ role, action, resources, why }: Denied) =>
        `A policy of ${role} explicitly denies ${action} on ${resources.join(' and ')}.${why}`,
    },
    scp: {
      severity: 'error',
      cause: 'denied-by-scp',
      title: 'A service control policy denies the call',
      say: ({ role, action, resources, why }: Denied) =>
        `A service control policy keeps ${role} from ${action} on ${resources.join(' and ')}.${why}`,
    },
    boundary: {
      severity: 'error',
      cause: 'denied-by-boundary',
      title: 'The permissions boundary does not allow the call',
      say: ({ role, action, resources, why }: Denied) =>
        `The permissions boundary of ${role} does not allow ${action} on ${resources.join(' and ')}.${why}`,
    },
  },
  judge({ model: choice, profile: routed, decisions: known, evidence: seen, ...facts }, find) {
    const decided = known?.decided ?? [];
    const invoking = decided.filter(({ purpose }) => purpose === 'invoke');
    if (invoking.length === 0) return { status: 'not-applicable', why: 'no principal is known' };
    const [{ resource = '' } = {}] = invoking;
    const project = seen.known
      ? seen.value.observations.findLast((one) => one.resource !== null && isProject(one.resource))?.resource
      : undefined;
    if (isProject(resource) && project !== undefined && project !== resource) {
      return {
        status: 'not-applicable',
        why: `the client calls in ${project}, and the default project is asked about`,
      };
    }
    // The stream's action matters to those who stream, and is of interest where invoking itself is allowed.
    const streams = seen.known && seen.value.streams && invoking.every(({ decision }) => decision === 'allowed');
    const asked = streams ? decided.filter(({ purpose }) => purpose === 'stream') : invoking;
    const usesProfile = asked.some(({ kind }) => kind === 'profile');
    const denied = asked.filter(({ decision }) => decision === 'denied');
    const messageOf = ({ layer }: DecidedQuestion): Said => {
      if (layer === 'explicit' || layer === 'scp' || layer === 'boundary') return layer;
      if (streams && denied.length === asked.length) return 'stream';
      return usesProfile ? 'profile' : 'missing';
    };
    const { name: role, subject } = whoIn(facts);
    const kinds = [...new Set(denied.map(messageOf))];
    if (kinds.length > 0) {
      return kinds.map((kind) => {
        const these = denied.filter((question) => messageOf(question) === kind);
        // Nothing at all allowed behind a profile is a missing permission, not a missing ARN of a profile.
        const message = kind === 'profile' && these.length === asked.length && asked.length > 1 ? 'missing' : kind;
        return find(message, {
          subject,
          data: {
            role,
            action: these[0]?.action ?? 'bedrock:InvokeModel',
            resources: these.map(({ resource }) => resource),
            why: because(these),
          },
          evidence: statementsOf(these),
        });
      });
    }
    const undecided = asked.find(({ decision }) => decision === 'unknown');
    if (undecided) return { status: 'unknown', missing: 'iam:SimulatePrincipalPolicy', why: leftOpen(undecided) };
    // What is behind the profile was not asked about.
    if (!routed.known && choice.known && isProfile(choice.value.reference))
      return { status: 'unknown', missing: 'bedrock:GetInferenceProfile', why: routed.why };
    return [];
  },
});
