import { getTemplate } from '../../aws/operations/cloudformation.ts';
import { looksLikeModel } from '../../bedrock/model-id.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { orMissing } from '../cloudformation/stack.ts';
import { lambdaFunction } from '../lambda/function.ts';

/** A model that the template names: the default of a parameter, or a variable of the function. */
export interface TemplateModel {
  readonly kind: 'parameter' | 'variable';
  readonly name: string;
  readonly model: string;
}

type Part = { readonly [key: string]: unknown };
const part = (value: unknown): Part =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Part) : {};
const isModel = (value: unknown): value is string => typeof value === 'string' && looksLikeModel(value);

/** The models in a template's parameters and in the variables of its functions. Pure. */
function modelsIn(template: unknown, functionId: string): readonly TemplateModel[] {
  const found: TemplateModel[] = [];
  for (const [name, parameter] of Object.entries(part(part(template)['Parameters']))) {
    const value = part(parameter)['Default'];
    if (isModel(value)) found.push({ kind: 'parameter', name, model: value });
  }
  const properties = part(part(part(part(template)['Resources'])[functionId])['Properties']);
  const variables = part(part(properties['Environment'])['Variables']);
  for (const [name, value] of Object.entries(variables)) {
    if (isModel(value)) found.push({ kind: 'variable', name, model: value });
  }
  return found;
}

/**
 * What the stack's template says of the model, read only when the function itself may not be read: then it is all there
 * is to compare with. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_GetTemplate.html
 */
export const templateModels = defineProbe({
  id: 'run/template-models',
  title: 'the models that the template names',
  actions: ['cloudformation:GetTemplate'],
  scope: ['stack', 'function'],
  needs: { lambdaFunction: maybe(lambdaFunction) },
  read: async ({ lambdaFunction: fn }, { aws, target }): Promise<readonly TemplateModel[]> => {
    if (fn.known || target.stack === null || target.function === null) return [];
    const answer = await orMissing(aws.ask(getTemplate, { StackName: target.stack.value, TemplateStage: 'Original' }));
    const { parseYaml } = await import('../../core/parse-yaml.ts');
    return modelsIn(parseYaml(answer?.TemplateBody ?? ''), target.function.value);
  },
});
