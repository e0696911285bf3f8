import { fault, text } from '../../operation.ts';
import { formIsValid } from './form.ts';
import { operation } from './operation.ts';
import { RESTRICTED } from './restricted.ts';

/** AWS's bounds of the form, in bytes. */
const [LEAST, MOST] = [10, 16_384];

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutUseCaseForModelAccess.html */
export const putUseCaseForModelAccess = operation('PutUseCaseForModelAccess', (world, input, { now }) => {
  const bytes = Buffer.from(text(input, 'formData'), 'base64');
  const data = bytes.toString('utf8');
  if (bytes.length < LEAST || bytes.length > MOST || !formIsValid(data)) {
    return fault('ValidationException', 400, 'Invalid form data');
  }
  if (world.bedrock.gate === 'restricted') return RESTRICTED;
  const form = { data, effectiveAt: now + world.delays.formMs };
  return { world: { ...world, bedrock: { ...world.bedrock, form } }, output: {}, status: 201 };
});
