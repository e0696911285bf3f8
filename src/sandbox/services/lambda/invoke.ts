import type { Json } from '../../../core/json.ts';
import type { Run } from '../../api/run.ts';
import { runFunction } from '../../api/run-function.ts';
import { fault, type Input, text } from '../../operation.ts';
import { record } from '../../record.ts';
import { operation, withFunction } from './function.ts';

/** Lambda gives back this much of the log's end. */
const LOG_TAIL_BYTES = 4_096;

/** The request inside an API Gateway proxy event; null when the payload is no such event. */
function proxied(payload: Input): Input | null {
  const body = payload['body'];
  if (typeof body !== 'string') return null;
  const decoded = payload['isBase64Encoded'] === true ? Buffer.from(body, 'base64').toString('utf8') : body;
  try {
    return record(JSON.parse(decoded) as Json);
  } catch {
    return {};
  }
}

/** What the function returns: to API Gateway a whole HTTP answer, to others the body of it. */
function answerOf({ status, body, failure, raw }: Run, throughApi: boolean, encoded: boolean): Json {
  if (failure) return { ...failure, trace: [] };
  if (throughApi && (raw || encoded)) {
    const text = raw?.text ?? JSON.stringify(body);
    return {
      statusCode: status,
      headers: { 'Content-Type': raw?.type ?? 'application/json' },
      isBase64Encoded: encoded,
      body: encoded ? Buffer.from(text).toString('base64') : text,
    };
  }
  return throughApi
    ? { statusCode: status, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) }
    : body;
}

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
export const invoke = operation('InvokeFunction', (world, input, { region, now }) =>
  withFunction(world, input, region, (fn) => {
    const type = text(input, 'InvocationType') || 'RequestResponse';
    if (type === 'DryRun') return { world, output: {}, raw: '', status: 204 };
    const payload = record(input['Payload']);
    const inner = proxied(payload);
    const run = runFunction(world, fn, inner ?? payload, now);
    if (!run) {
      return fault('AccessDeniedException', 403, 'The role defined for the function cannot be assumed by Lambda.');
    }
    const requestId = { 'x-amzn-requestid': run.requestId };
    if (type === 'Event') return { world: run.world, output: {}, raw: '', status: 202, headers: requestId };
    const log = Buffer.from(run.lines.map(({ message }) => message).join('')).subarray(-LOG_TAIL_BYTES);
    return {
      world: run.world,
      output: answerOf(run, inner !== null, fn.application?.answers === 'encoded'),
      headers: {
        ...requestId,
        'x-amz-executed-version': '$LATEST',
        ...(run.failure ? { 'x-amz-function-error': 'Unhandled' } : {}),
        ...(text(input, 'LogType') === 'Tail' ? { 'x-amz-log-result': log.toString('base64') } : {}),
      },
    };
  }),
);
