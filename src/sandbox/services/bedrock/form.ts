import { fault, text } from '../../operation.ts';
import { operation } from './operation.ts';
import { RESTRICTED } from './read-model.ts';

/** AWS's bounds of the six fields, in characters: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
const MOST: { readonly [field: string]: number } = {
  companyName: 128,
  companyWebsite: 128,
  industryOption: 128,
  otherIndustryOption: 128,
  useCases: 8_192,
};
/** Internal, external, both; AWS takes the digit as text only. */
const INTENDED_USERS: readonly unknown[] = ['0', '1', '2'];
/** Fields that may not be empty; the other industry may. */
const REQUIRED = ['companyName', 'companyWebsite', 'industryOption', 'useCases'];

/** Whether the use-case form's JSON text is as AWS wants it. AWS also refuses addresses without their scheme. */
function formIsValid(data: string): boolean {
  let form: { readonly [field: string]: unknown };
  try {
    form = JSON.parse(data) as { readonly [field: string]: unknown };
  } catch {
    return false;
  }
  if (typeof form !== 'object' || form === null) return false;
  const fits = Object.entries(MOST).every(([field, most]) => {
    const value = form[field] ?? '';
    return typeof value === 'string' && value.length <= most;
  });
  return (
    fits &&
    REQUIRED.every((field) => typeof form[field] === 'string' && form[field] !== '') &&
    INTENDED_USERS.includes(form['intendedUsers']) &&
    !String(form['companyWebsite']).startsWith('www.')
  );
}

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetUseCaseForModelAccess.html */
export const getUseCaseForModelAccess = operation('GetUseCaseForModelAccess', (world) =>
  world.bedrock.form === null
    ? fault('ResourceNotFoundException', 404, 'You have not filled out the request form.')
    : { world, output: { formData: Buffer.from(world.bedrock.form.data).toString('base64') } },
);

/** AWS's bounds of the form, in bytes. */
const [LEAST, MOST_OF_FIELD] = [10, 16_384];

/** https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutUseCaseForModelAccess.html */
export const putUseCaseForModelAccess = operation('PutUseCaseForModelAccess', (world, input, { now }) => {
  const bytes = Buffer.from(text(input, 'formData'), 'base64');
  const data = bytes.toString('utf8');
  if (bytes.length < LEAST || bytes.length > MOST_OF_FIELD || !formIsValid(data)) {
    return fault('ValidationException', 400, 'Invalid form data');
  }
  if (world.bedrock.gate === 'restricted') return RESTRICTED;
  const form = { data, effectiveAt: now + world.delays.formMs };
  return { world: { ...world, bedrock: { ...world.bedrock, form } }, output: {}, status: 201 };
});
