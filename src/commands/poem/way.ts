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
export function chosenWay(session: AwsSession, diagnosis: Diagnosis, apiKey: string | null): ChosenWay {
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
    const address = { url, apiKey, signs: options.flag('sign') };
    return { way, ask: (body) => askApi(post, address, body) };
  }
  if (way === 'lambda') {
    if (fn === null) throw new UsageError('The function is not known; pass --function, or --via direct.');
    return { way, ask: (body) => askLambda(aws, fn, body, deadline) };
  }
  return { way, ask: () => askDirect(aws, model, deadline) };
}
