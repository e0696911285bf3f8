import type { Post } from '../../aws/post.ts';
import { billedFor, type DirectRequest, directRequest } from '../../bedrock/direct-requests.ts';
import { parseModel } from '../../bedrock/model-id.ts';
import { needsSubscription } from '../../bedrock/products.ts';
import type { Aws } from '../../core/aws.ts';
import { harmless } from '../../core/harmless.ts';
import { UsageError } from '../../core/usage-error.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { baseIdOf } from '../../probes/bedrock/base-id.ts';
import { profile } from '../../probes/bedrock/profile.ts';
import { GUIDE_MODEL, model as modelProbe } from '../../probes/run/model.ts';
import { askDirect } from '../../verification/ask-direct.ts';
import { askMantle, routeOf } from '../../verification/ask-mantle.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { askedIn } from '../session/context.ts';
import { originFrom } from '../session/origin.ts';
import { tell } from '../session/tell.ts';
import { agreementOf } from './agreement.ts';
import type { ChosenWay, NoCall } from './call.ts';
import { controlPlaneId, lookAtMantle, type Mantle } from './mantle.ts';

/** A request that is ready to be made. */
export interface Ready {
  /** The request as whoever the two are, with what was found out on the way to it. */
  readonly as: (aws: Aws, post: Post) => Promise<Pick<ChosenWay, 'ask' | 'notes' | 'agreed'>>;
}

/** The model that is called, as it was named. */
export const modelOf = ({ facts }: Diagnosis): string => known(modelProbe, facts)?.reference.given ?? GUIDE_MODEL;

/** The smallest request of the model, once whoever pays or accepts has agreed. Throws a `UsageError`. */
export async function prepareSmallest(
  session: AwsSession,
  diagnosis: Diagnosis,
  way: 'direct' | 'role',
  mantle: Mantle | null,
): Promise<Ready | NoCall> {
  const { options, deadline } = session;
  const { facts } = diagnosis;
  const choice = known(modelProbe, facts);
  const id = modelOf(diagnosis);
  const base = choice === null ? parseModel(id).base : baseIdOf(choice, known(profile, facts));
  const request = directRequest(base);
  if (request.by === 'none' || (mantle !== null && request.by === 'invoke')) {
    const why = request.by === 'none' ? request.why : 'the Mantle endpoint serves models that chat';
    throw new UsageError(`No request is known for ${id}: ${why}; ask the application with --request FILE.`);
  }
  const streams = options.flag('stream');
  if (streams && request.by === 'invoke') {
    throw new UsageError(`${id} answers at once, and --stream is for models that chat; leave it out.`);
  }
  const agreed = mantle === null ? null : await controlPlaneId(session, diagnosis, id);
  if (!(await agreesTo(session, diagnosis, agreed ?? base, request))) {
    return { way, why: 'No call was made, since nobody agreed to it.', exit: 2 };
  }
  const region = diagnosis.target.region.value;
  return {
    as: async (aws, post) => {
      if (mantle === null) return { ask: () => askDirect(aws.inRegion(region), id, request, streams, deadline) };
      const { notes } = await lookAtMantle(session, diagnosis, mantle, post, id);
      tell(session.host, `The request goes to ${harmless(routeOf(mantle, id).url)}.`);
      return { ask: () => askMantle(post, mantle, id, streams), notes, ...(agreed === null ? {} : { agreed }) };
    },
  };
}

/**
 * Whether a call that accepts terms or costs more than a fraction of a cent is agreed to; the question names account,
 * Region and operator. Throws a `UsageError`.
 */
async function agreesTo(
  session: AwsSession,
  diagnosis: Diagnosis,
  base: string | null,
  request: DirectRequest,
): Promise<boolean> {
  const { options } = session;
  const { facts } = diagnosis;
  const looked = known(availability, facts);
  // A name that the diagnosis could not ask for is asked for by its other one.
  const agreement = looked === null ? agreementOf(session, diagnosis, () => Promise.resolve(diagnosis), base) : null;
  const agreed = looked?.agreement === 'AVAILABLE' || (await agreement?.())?.state === 'available';
  const accepts = base !== null && needsSubscription(parseModel(base).provider) && !agreed;
  const billed = billedFor(request);
  if (!accepts && billed === null) return true;
  if (accepts && billed === null && options.flag('acceptTerms')) return true;
  const why = accepts
    ? `A call of ${base} without an agreement accepts the provider's terms for the whole account`
    : `A call of ${base} ${billed}`;
  return session.agree(
    `${why}. Make it in ${await askedIn(session, originFrom(session, facts))}?`,
    accepts && billed === null ? '--yes or --accept-terms' : '--yes',
  );
}
