import { GUIDE_FUNCTION, GUIDE_PATH } from '../../applications/guide.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import type { Source } from '../../core/target.ts';
import { type ResourceFact, resources } from './resources.ts';
import { stack } from './stack.ts';

/** Hosts of AWS that an application answers at. */
const API_HOST = /^https?:\/\/[^/]*\.(?:execute-api|lambda-url)\./;

/** The only output that calls itself an API's address, whatever its host: an API may have a domain of its own. */
function onlyApi(outputs: readonly (readonly [string, string])[]): readonly [string, string] | undefined {
  const named = outputs.filter(([key]) => /api|endpoint/i.test(key));
  return named.length === 1 ? named[0] : undefined;
}

/** An address, and who said so. */
export interface ApiUrlFact {
  readonly url: string;
  readonly source: Source;
  /** The API behind it as a resource of the stack, where nothing tells its path; absent where the address is whole. */
  readonly resource?: { readonly physicalId: string; readonly logicalId: string; readonly kind: 'rest' | 'http' };
}

/** Whether the examined function is the guide's, as far as names tell. */
function isGuides(named: string | null, resources: readonly ResourceFact[] | null): boolean {
  if (resources === null) return named === GUIDE_FUNCTION;
  const physical = resources.find(
    ({ type, logicalId }) => type === 'AWS::Lambda::Function' && logicalId === GUIDE_FUNCTION,
  )?.physicalId;
  return (
    physical !== undefined &&
    (named === GUIDE_FUNCTION || named === physical || (named?.endsWith(`:function:${physical}`) ?? false))
  );
}

/**
 * The address to ask: the one given, a stack output, or what the stack's API must have. The guide's path is only appended
 * to the guide's API. Asks nobody.
 */
export const apiUrl = defineProbe({
  id: 'cloudformation/api-url',
  title: 'the address of the API',
  actions: [],
  scope: ['apiUrl', 'function'],
  needs: { stack: maybe(stack), resources: maybe(resources) },
  read: async ({ stack: found, resources: all }, { target, aws }): Promise<ApiUrlFact | null> => {
    if (target.apiUrl) return { url: target.apiUrl.value, source: target.apiUrl.source };
    const there = all.known ? all.value : null;
    const isGuide = isGuides(target.function?.value ?? null, there);
    const outputs = Object.entries(found.known && found.value !== null ? found.value.outputs : {}).filter(([, value]) =>
      /^https?:\/\//.test(value),
    );
    const chosen =
      (isGuide ? outputs.find(([, value]) => value.includes(GUIDE_PATH)) : undefined) ??
      outputs.find(([key, value]) => /api|url|endpoint/i.test(key) && /execute-api|\/Prod|\/Stage/.test(value)) ??
      (isGuide ? undefined : (outputs.find(([, value]) => API_HOST.test(value)) ?? onlyApi(outputs)));
    const withPath = (url: string): string =>
      isGuide && !url.includes(GUIDE_PATH) ? `${url.replace(/\/+$/, '')}${GUIDE_PATH}` : url;
    if (chosen) {
      const [key, value] = chosen;
      return { url: withPath(value), source: { from: 'discovered', name: `stack output ${key}` } };
    }
    // What a REST or HTTP API looks like from outside; its path is only known where it is the guide's.
    const api = (there ?? []).find(({ type }) => type in STAGES);
    if (!api) return null;
    const suffix = aws.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    return {
      url: withPath(`https://${api.physicalId}.execute-api.${aws.region}.${suffix}/${STAGES[api.type]}`),
      source: { from: 'discovered', name: `stack resource ${api.logicalId}` },
      ...(isGuide
        ? {}
        : {
            resource: {
              physicalId: api.physicalId,
              logicalId: api.logicalId,
              kind: api.type === 'AWS::ApiGateway::RestApi' ? ('rest' as const) : ('http' as const),
            },
          }),
    };
  },
});

/** The stage SAM makes by itself: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-api.html */
const STAGES: { readonly [type: string]: string } = {
  'AWS::ApiGateway::RestApi': 'Prod',
  'AWS::ApiGatewayV2::Api': '',
};
