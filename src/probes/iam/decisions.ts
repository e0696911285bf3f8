import { regionOfArn } from '../../bedrock/needed-arns.ts';
import { Unknowable } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { recentEvents } from '../cloudtrail/recent.ts';
import { type Calling, decideByPolicies, endpointIn, readable } from './by-policies.ts';
import { decideBySimulator } from './by-simulator.ts';
import { asked, type DecidedQuestion, type Decisions, type Difference } from './decided.ts';
import { knownCaller } from './known-caller.ts';
import { type Question, questions } from './questions.ts';
import { rolePolicies } from './role-policies.ts';
import { simulation } from './simulation.ts';

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
    return own ?? { ...asked(question), decision: 'unknown', layer: null, statements: [], missing: [] };
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

/** What the policies allow of all that the model needs. Asks nobody. */
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
    questions: wanted,
    simulation: simulated,
    rolePolicies: policies,
    knownCaller: known,
    recentEvents: history,
  }): Promise<Decisions | null> => {
    if (wanted === null) return null;
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
    const source = wanted.questions.find(({ purpose }) => purpose === 'invoke')?.context['aws:RequestedRegion'] ?? '';
    const calling: Calling = { known, endpoint: endpointIn(history, wanted.principalArn) };
    const answers = wanted.questions.map((question) => ({
      question,
      simulated: results === null ? null : decideBySimulator(question, results),
      own: set === null ? null : decideByPolicies(question, wanted.principalArn, set, calling),
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
