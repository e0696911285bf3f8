import { UsageError } from '../../core/usage-error.ts';
import { apiUrl } from '../../probes/cloudformation/api-url.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { GUIDE_MODEL, model as modelProbe } from '../../probes/run/model.ts';
import type { Answer } from '../../verification/answer.ts';
import { askApi, askLambda, type Way } from '../../verification/ask.ts';
import { askDirect } from '../../verification/ask-direct.ts';
import type { AwsSession } from '../aws-session.ts';
import { type Diagnosis, known } from '../diagnosis.ts';

/** How the poem is asked for. */
export interface ChosenWay {
  readonly way: Way;
  readonly ask: (body: string) => Promise<Answer>;
}

/** The way asked for, or the one that proves most of those that are possible. Throws a `UsageError`. */
export function chosenWay(session: AwsSession, diagnosis: Diagnosis): ChosenWay {
  const { aws, post, options, deadline } = session;
  const url = known(apiUrl, diagnosis.facts)?.url ?? null;
  const fn = known(lambdaFunction, diagnosis.facts)?.name ?? null;
  const model = known(modelProbe, diagnosis.facts)?.reference.given ?? GUIDE_MODEL;
  const asked = options.text('via')?.value;
  const way: Way =
    asked === 'api' || asked === 'lambda' || asked === 'direct'
      ? asked
      : url !== null
        ? 'api'
        : fn !== null
          ? 'lambda'
          : 'direct';
  if (way === 'api') {
    if (url === null) throw new UsageError('The address of the API is not known; pass --api-url, or --via lambda.');
    const address = { url, apiKey: apiKeyOf(session), signs: options.flag('sign') };
    return { way, ask: (body) => askApi(post, address, body) };
  }
  if (way === 'lambda') {
    if (fn === null) throw new UsageError('The function is not known; pass --function, or --via direct.');
    return { way, ask: (body) => askLambda(aws, fn, body, deadline) };
  }
  return { way, ask: () => askDirect(aws, model, deadline) };
}

/** What a variable may be called: https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** What may stand in a header: https://www.rfc-editor.org/rfc/rfc9110#section-5.5 */
const HEADER_VALUE = /^[\x21-\x7e]+$/;

/** The API key, from the variable that --api-key-env names; null where none is named. Throws a `UsageError`. */
function apiKeyOf({ host, options }: AwsSession): string | null {
  const name = options.text('apiKeyEnv')?.value ?? null;
  if (name === null) return null;
  // It may be the key itself: it is not repeated.
  if (!VARIABLE.test(name))
    throw new UsageError('--api-key-env wants the name of the variable that holds the API key, never the key itself.');
  const key = host.env[name] ?? '';
  if (key === '') throw new UsageError(`The variable ${name} that --api-key-env names is not set.`);
  if (!HEADER_VALUE.test(key))
    throw new UsageError(`The variable ${name} holds no API key: it has spaces or other letters.`);
  return key;
}
