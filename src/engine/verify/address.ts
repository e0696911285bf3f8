import { askAws } from '../../aws/answer.ts';
import { type Ask, gather } from '../../core/gather.ts';
import { harmless } from '../../core/harmless.ts';
import { withoutSecrets } from '../../core/secrets.ts';
import { isExplicit } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import { type ApiRoute, apiRoute } from '../../probes/cloudformation/api-route.ts';
import { type ApiUrlFact, apiUrl } from '../../probes/cloudformation/api-url.ts';
import { functionUrl } from '../../probes/lambda/function-url.ts';
import { type Diagnosis, known } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { tell } from '../session/tell.ts';

/** Where the application is asked as its users do; or why it is not known, in a sentence. */
export type Address = { readonly url: string; readonly isGiven: boolean } | { readonly unknown: string };

const NOT_KNOWN = 'The address of the API is not known; name it with --api-url.';

/**
 * The address that may be asked: the one given; the Function URL of the function itself; an output of the stack; an API of
 * the stack whose route to the function its template tells. Of those that were found only one on the endpoint's own host,
 * where the run has one: nothing is sent elsewhere unasked. Only reads.
 */
export async function findAddress(session: AwsSession, diagnosis: Diagnosis, isGuide: boolean): Promise<Address> {
  const { host } = session;
  const fact = known(apiUrl, diagnosis.facts);
  if (fact !== null && isExplicit(diagnosis.target.apiUrl)) return { url: fact.url, isGiven: true };
  if (!isGuide) {
    const own = known(functionUrl, await gather([functionUrl], askOf(session, diagnosis)));
    if (own !== null && mayBeAsked(session, own.url)) {
      if (!own.signs || session.options.flag('sign')) return { url: own.url, isGiven: false };
      tell(host, `The Function URL ${harmless(own.url)} wants signed requests; pass --sign to ask it.`);
    }
  }
  if (fact === null) return { unknown: NOT_KNOWN };
  const url =
    fact.resource === undefined ? fact.url : withRoute(fact.url, fact.resource, await routeTo(session, diagnosis));
  if (url === null) {
    return {
      unknown: `Neither stage nor path of the API ${fact.resource?.logicalId ?? ''} is known; name its address with --api-url.`,
    };
  }
  if (mayBeAsked(session, url)) return { url, isGiven: false };
  return {
    unknown: `The API ${withoutSecrets(url)} is on another host than --endpoint-url, where nothing is sent unasked; name it with --api-url.`,
  };
}

/** The address that was found. Throws a `UsageError` where there is none. */
export function addressOrThrow(address: Address): { readonly url: string; readonly isGiven: boolean } {
  if ('unknown' in address) throw new UsageError(address.unknown);
  return address;
}

/** The examined function's own facts: a run without a name has found it. */
const askOf = ({ aws, startedAt }: AwsSession, { target }: Diagnosis): Ask => askAws(target, aws, startedAt);

const routeTo = async (session: AwsSession, diagnosis: Diagnosis): Promise<ApiRoute | null> =>
  known(apiRoute, await gather([apiRoute], askOf(session, diagnosis)));

/** The whole address of an API: its host with the route's stage and path; null where the route is another API's, or not known. */
function withRoute(url: string, resource: NonNullable<ApiUrlFact['resource']>, route: ApiRoute | null): string | null {
  if (route === null || route.kind !== resource.kind) return null;
  const { origin, host } = new URL(url);
  const at = route.api === null ? origin : origin.replace(host, host.replace(/^[^.]+/, route.api));
  return `${at}${route.stage === '' ? '' : `/${route.stage}`}${route.path}`;
}

/** Whether an address that was found lies where this run may send something. */
const mayBeAsked = ({ target }: AwsSession, url: string): boolean =>
  target.endpointUrl === null || new URL(url).host === new URL(target.endpointUrl.value).host;
