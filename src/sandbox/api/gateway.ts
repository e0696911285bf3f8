import type { Json } from '../../core/json.ts';
import type { Answer, Input } from '../operation.ts';
import type { Moment, World } from '../world.ts';
import { API_PATH } from './path.ts';
import { runPoetry } from './poetry-function.ts';

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

/** API Gateway's answer: https://docs.aws.amazon.com/apigateway/latest/developerguide/supported-gateway-response-types.html */
export function answerApi(world: World, request: ApiRequest, now: Moment): Answer {
  if (request.path !== API_PATH || request.method !== 'POST' || world.apiBroken) {
    return plain(world, 403, { message: 'Missing Authentication Token' }, 'MissingAuthenticationTokenException');
  }
  const fn = Object.values(world.functions)[0];
  const input = parsed(request.body);
  if (fn && input === null) return plain(world, 400, NO_JSON);
  const run = fn ? runPoetry(world, fn, input ?? {}, now) : null;
  if (!run) return plain(world, 502, { message: 'Internal server error' }, 'InternalServerErrorException');
  return {
    world: run.world,
    output: run.body,
    status: run.status,
    headers: { 'access-control-allow-origin': '*' },
  };
}
