import { NodeHttpHandler } from '@smithy/node-http-handler';
import { type Body, bounded, notPage } from './answer-body.ts';

/** How this machine reaches others, where it is not simply directly. */
export interface Network {
  /** Whether the environment names a proxy; which addresses go through it is its matter. */
  readonly proxied: boolean;
  /** PEM texts of certificates to trust beside Node's own. */
  readonly certificates: readonly string[];
}

/** What the SDK sends requests with. */
export type Handler = Pick<NodeHttpHandler, 'handle' | 'metadata' | 'updateHttpClientConfig' | 'httpHandlerConfigs'>;

/** A connection that is not made within this time will not be: no AWS endpoint takes longer than a second. */
const CONNECT_MS = 5_000;

/** Node's HTTP as the SDK uses it; `answerMs`: how long an answer may take to begin. */
export function nodeHandler(answerMs: number, network: Network | null): Handler {
  const options = {
    connectionTimeout: CONNECT_MS,
    requestTimeout: answerMs,
    // Without it the SDK only warns, and waits on.
    throwOnRequestTimeout: true,
  };
  const direct = new NodeHttpHandler(options);
  if (network === null) return direct;
  const agents = import('./agents.ts').then(({ agentsFor }) => agentsFor(network.certificates));
  const handlers = new Map<unknown, NodeHttpHandler>();
  return {
    metadata: direct.metadata,
    updateHttpClientConfig: (key, value) => direct.updateHttpClientConfig(key, value),
    httpHandlerConfigs: () => direct.httpHandlerConfigs(),
    handle: async (request, given) => {
      const { protocol, hostname, port } = request;
      const pair = (await agents)(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}/`);
      const handler = handlers.get(pair) ?? new NodeHttpHandler({ ...options, ...pair });
      handlers.set(pair, handler);
      return handler.handle(request, given);
    },
  };
}

/** The handler of the SDK's clients: no answer is read without end, and no web page is taken for one. `onLong` is told of a long one. */
export function handlerFor(answerMs: number, network: Network | null, onLong: () => void = () => undefined): Handler {
  const node = nodeHandler(answerMs, network);
  return {
    metadata: node.metadata,
    updateHttpClientConfig: (key, value) => node.updateHttpClientConfig(key, value),
    httpHandlerConfigs: () => node.httpHandlerConfigs(),
    handle: async (request, options) => {
      const handled = await node.handle(request, options);
      const { response } = handled;
      const { statusCode, headers } = response;
      if (response.body === undefined || response.body === null) return handled;
      response.body = bounded(response.body as Body, statusCode, onLong);
      if (statusCode < 300 && /^text\/html\b/i.test(headers['content-type'] ?? ''))
        response.body = await notPage(response.body as Body, statusCode);
      return handled;
    },
  };
}
