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
export function formIsValid(data: string): boolean {
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
