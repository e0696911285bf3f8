import { dataAt } from './data.ts';
import { functionsOf, type Resource } from './function.ts';
import { type Place, resolve } from './resolve.ts';
import type { Template } from './template.ts';
import { at } from './tree.ts';

/** CloudFormation shortens stack name and logical id so that a function's name fits into 64 characters, and adds a random end. */
const GENERATED = /^(?<start>.+)-[A-Za-z0-9]{8,13}$/;

/**
 * The function of a template that a name stands for: its logical id, its `FunctionName`, an ARN, or the name that
 * CloudFormation made of stack and logical id. Null when none fits, or several do: then somebody is to be asked.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-whatis-concepts.html
 */
export function pickFunction(template: Template, place: Place, given: string): Resource | null {
  const functions = functionsOf(template);
  const name = given.startsWith('arn:') ? (given.split(':')[6] ?? given) : given;
  const fits: readonly ((one: Resource) => boolean)[] = [
    ({ logicalId }) => logicalId === name,
    ({ map }) => {
      const named = at(template, map, 'Properties', 'FunctionName');
      return named !== null && resolve(template, place, dataAt(template, named)).value === name;
    },
    ({ logicalId }) => isMadeOf(name, place.stack, logicalId),
  ];
  for (const fit of fits) {
    const [found, ...more] = functions.filter(fit);
    if (found && more.length === 0) return found;
  }
  return null;
}

function isMadeOf(name: string, stack: string | null, logicalId: string): boolean {
  const start = GENERATED.exec(name)?.groups?.['start'];
  if (start === undefined) return false;
  // Without the stack's name, what stands before the whole logical id.
  if (stack === null) return start.endsWith(`-${logicalId}`);
  const rest = start.startsWith(`${stack}-`) ? start.slice(stack.length + 1) : null;
  // A shortened logical id is long all the same; a short one is whole.
  return rest !== null && (rest === logicalId || (rest.length >= SHORTENED && logicalId.startsWith(rest)));
}

/** What is left of a logical id that was shortened, at the least. */
const SHORTENED = 20;
