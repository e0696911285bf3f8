import type { Json } from '../../core/json.ts';
import type { Answer, Input } from '../operation.ts';
import type { LambdaFunction, Moment, World } from '../world.ts';
import { API_PATH } from './path.ts';
import { runFunction } from './run-function.ts';

/** A request to the API, whose caller needs no credentials. */
export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
}

const plain = (world: World, status: number, output: Json, errorType?: string): Answer => ({
  world,
  output,
  status,
  ...(errorType === undefined ? {} : { headers: { 'x-amzn-errortype': errorType } }),
});

/** What the function makes of a body that is no JSON object. */
const NO_JSON: Json = { success: false, error: 'BadRequest', message: 'The request body must be a JSON object' };

function parsed(body: string): Input | null {
  try {
    const value = JSON.parse(body) as Json;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Input) : null;
  } catch {
    return null;
  }
}

/** The function behind a path: an application's own, or the guide's. */
function behind(world: World, path: string): LambdaFunction | undefined {
  const all = Object.values(world.functions);
  const mine = all.find(({ application }) => application?.http?.path === path.replace(/(?<=.)\/$/, ''));
  return mine ?? (path === API_PATH ? all.find(({ application }) => application === undefined) : undefined);
}

/**
 * The answer of a REST API, an HTTP API or a Function URL:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html
 */
export function answerApi(world: World, request: ApiRequest, now: Moment): Answer {
  const fn = behind(world, request.path);
  const kind = fn?.application?.http?.kind ?? 'rest';
  if ((!fn && request.path !== API_PATH) || (request.method !== 'POST' && kind !== 'function-url') || world.apiBroken) {
    return kind === 'http'
      ? plain(world, 404, { message: 'Not Found' })
      : plain(world, 403, { message: 'Missing Authentication Token' }, 'MissingAuthenticationTokenException');
  }
  const input = request.body === '' && kind === 'function-url' ? {} : parsed(request.body);
  if (fn && input === null) return plain(world, 400, NO_JSON);
  const run = fn ? runFunction(world, fn, input ?? {}, now) : null;
  if (!run) return plain(world, 502, { message: 'Internal server error' }, 'InternalServerErrorException');
  return {
    world: run.world,
    output: run.body,
    status: run.status,
    headers: {
      'access-control-allow-origin': '*',
      ...(fn?.application ? { 'x-amzn-requestid': run.requestId } : {}),
      ...(run.raw ? { 'content-type': run.raw.type } : {}),
    },
    ...(run.raw ? { raw: run.raw.text } : {}),
  };
}
