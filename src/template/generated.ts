import { dataAt } from './data.ts';
import type { Resource } from './function.ts';
import type { Template } from './template.ts';
import { at } from './tree.ts';

/** A sentence where a template is made by a program, so that an edit does not last; null where people write it. */
export function generatedWarning(template: Template, { map }: Resource): string | null {
  const { path } = template;
  if (/(?:^|[\\/])\.aws-sam[\\/]/.test(path)) {
    return `${path} is what sam build made: the next build overwrites it, so name the template it was made of with --template.`;
  }
  const metadata = at(template, map, 'Metadata');
  if (metadata !== null && JSON.stringify(dataAt(template, metadata)).includes('"aws:cdk:path"')) {
    return `${path} is made by the AWS CDK: the next cdk synth overwrites it, so add the statements to the code too.`;
  }
  return null;
}
