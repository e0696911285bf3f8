import { NodeHttpHandler } from '@smithy/node-http-handler';
import { NOT_AWS } from './network.ts';

/** What the SDK sends requests with. */
export type Handler = Pick<NodeHttpHandler, 'handle' | 'metadata' | 'updateHttpClientConfig' | 'httpHandlerConfigs'>;

/** A connection that is not made within this time will not be: no AWS endpoint takes longer than a second. */
const CONNECT_MS = 5_000;

/** Node's HTTP as the SDK uses it; `answerMs`: how long an answer may take to begin. */
export const nodeHandler = (answerMs: number): NodeHttpHandler =>
  new NodeHttpHandler({
    connectionTimeout: CONNECT_MS,
    requestTimeout: answerMs,
    // Without it the SDK only warns, and waits on.
    throwOnRequestTimeout: true,
  });

/**
 * The handler of the SDK's clients; `answerMs`: how long an answer may take to begin. A web page that comes with a good status is
 * refused here: the SDK would read it as an empty answer, and an empty list of policies is a lie.
 */
export function handlerFor(answerMs: number): Handler {
  const node = nodeHandler(answerMs);
  return {
    metadata: node.metadata,
    updateHttpClientConfig: (key, value) => node.updateHttpClientConfig(key, value),
    httpHandlerConfigs: () => node.httpHandlerConfigs(),
    handle: async (request, options) => {
      const handled = await node.handle(request, options);
      const { statusCode, headers, body } = handled.response;
      if (statusCode < 300 && /^text\/html\b/i.test(headers['content-type'] ?? '')) {
        body?.destroy?.();
        throw Object.assign(new Error(`a web page came in the place of AWS's answer (HTTP ${statusCode})`), {
          name: NOT_AWS,
          $metadata: { httpStatusCode: statusCode },
        });
      }
      return handled;
    },
  };
}
