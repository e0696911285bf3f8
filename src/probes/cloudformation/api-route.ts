import { getTemplate } from '../../aws/operations/cloudformation.ts';
import { asText } from '../../core/json.ts';
import { defineProbe } from '../../core/probe.ts';
import { lambdaFunction } from '../lambda/function.ts';
import { resources } from './resources.ts';
import { orMissing } from './stack.ts';

/** Where an API of the stack passes requests on to the examined function. */
export interface ApiRoute {
  /** The physical id of the REST or HTTP API; null where the template means the one that SAM makes by itself. */
  readonly api: string | null;
  readonly kind: 'rest' | 'http';
  /** The stage as it is in the address; empty for `$default`. */
  readonly stage: string;
  /** Begins with a slash. */
  readonly path: string;
}

type Part = { readonly [key: string]: unknown };
const part = (value: unknown): Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : {};
/** The logical id that a value refers to: `!Ref X`, whose tag is not read, or `{Ref: X}`. */
const reference = (value: unknown): string | null => {
  const found = typeof value === 'string' ? value : part(value)['Ref'];
  return typeof found === 'string' ? found : null;
};

const KINDS: { readonly [type: string]: ApiRoute['kind'] } = { Api: 'rest', HttpApi: 'http' };

/** A stage that is written out; SAM's own where none is. Null where it is computed. */
function stageOf(api: Part, kind: ApiRoute['kind']): string | null {
  const stage = part(api['Properties'])['StageName'];
  if (stage === undefined) return kind === 'rest' ? 'Prod' : '';
  return typeof stage !== 'string' ? null : stage === '$default' ? '' : stage;
}

/**
 * The route of the first event of a function that takes a POST: from the template as it was written, with SAM's events.
 * A path with variables, a computed stage and what another template holds are not known. Pure.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-property-function-eventsource.html
 */
export function routeIn(
  template: unknown,
  functionId: string,
  physicalId: (logicalId: string) => string | null,
): ApiRoute | null {
  const all = part(part(template)['Resources']);
  const events = part(part(part(all[functionId])['Properties'])['Events']);
  for (const event of Object.values(events)) {
    const kind = KINDS[asText(part(event)['Type'])];
    const { Path: path, Method: method, RestApiId, ApiId } = part(part(event)['Properties']);
    if (kind === undefined || typeof path !== 'string' || !/^\/[^{}*]*$/.test(path)) continue;
    if (!/^(?:post|any|x-amazon-apigateway-any-method)$/i.test(asText(method ?? 'any'))) continue;
    const named = reference(kind === 'rest' ? RestApiId : ApiId);
    const stage = stageOf(named === null ? {} : part(all[named]), kind);
    if (stage === null) continue;
    return { api: named === null ? null : physicalId(named), kind, stage, path };
  }
  return null;
}

/** The route to the examined function, read when it is to be called, never by a diagnosis; null where nobody knows it. */
export const apiRoute = defineProbe({
  id: 'cloudformation/api-route',
  title: "the API's route to the function, in the stack's template",
  actions: ['cloudformation:GetTemplate'],
  scope: ['stack'],
  needs: { resources, lambdaFunction },
  read: async ({ resources: all, lambdaFunction: fn }, { aws, target }): Promise<ApiRoute | null> => {
    const functionId = all?.find(
      ({ type, physicalId }) => type === 'AWS::Lambda::Function' && physicalId === fn?.name,
    )?.logicalId;
    if (functionId === undefined || target.stack === null) return null;
    const answer = await orMissing(aws.ask(getTemplate, { StackName: target.stack.value, TemplateStage: 'Original' }));
    const physical = (id: string): string | null => all?.find(({ logicalId }) => logicalId === id)?.physicalId ?? null;
    // The parser is loaded where there is something to parse: most of what a diagnosis loads would be it.
    const { parseYaml } = await import('../../core/parse-yaml.ts');
    return routeIn(parseYaml(answer?.TemplateBody ?? ''), functionId, physical);
  },
});
