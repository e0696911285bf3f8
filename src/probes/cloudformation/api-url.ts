import { defineProbe, maybe } from '../../core/probe.ts';
import type { Source } from '../../core/target.ts';
import { resources } from './resources.ts';
import { stack } from './stack.ts';

/** The path of the guide's endpoint. */
const PATH = '/api/poetry/generate';

/** The address to ask for a poem: the one given, a stack output, or what the stack's API must have. Asks nobody. */
export const apiUrl = defineProbe({
  id: 'cloudformation/api-url',
  title: 'the address of the API',
  actions: [],
  scope: ['apiUrl'],
  needs: { stack: maybe(stack), resources: maybe(resources) },
  read: async (
    { stack: found, resources: all },
    { target, aws },
  ): Promise<{ readonly url: string; readonly source: Source } | null> => {
    if (target.apiUrl) return { url: target.apiUrl.value, source: target.apiUrl.source };
    const outputs = Object.entries(found.known && found.value !== null ? found.value.outputs : {}).filter(([, value]) =>
      /^https?:\/\//.test(value),
    );
    const chosen =
      outputs.find(([, value]) => value.includes(PATH)) ??
      outputs.find(([key, value]) => /api|url|endpoint/i.test(key) && /execute-api|\/Prod|\/Stage/.test(value));
    if (chosen) {
      const [key, value] = chosen;
      const url = value.includes(PATH) ? value : `${value.replace(/\/+$/, '')}${PATH}`;
      return { url, source: { from: 'discovered', name: `stack output ${key}` } };
    }
    const api = (all.known && all.value !== null ? all.value : []).find(
      ({ type }) => type === 'AWS::ApiGateway::RestApi',
    );
    if (!api) return null;
    const suffix = aws.region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
    return {
      url: `https://${api.physicalId}.execute-api.${aws.region}.${suffix}/Prod${PATH}`,
      source: { from: 'discovered', name: `stack resource ${api.logicalId}` },
    };
  },
});
