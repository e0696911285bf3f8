import { ANY_MESSAGE, errorNamed } from '../named.ts';
import type { Form } from './form.ts';

/** Exceptions of Bedrock's runtime and of every AWS service: https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html */
const EXCEPTIONS = [
  'AccessDenied(?:Exception)?',
  '[aA]ccessDeniedException',
  '[vV]alidationException',
  '[rR]esourceNotFoundException',
  '[tT]hrottlingException',
  '[sS]erviceUnavailableException',
  '[iI]nternalServerException',
  '[mM]odelTimeoutException',
  '[mM]odelNotReadyException',
  '[mM]odel(?:Stream)?ErrorException',
  '[sS]erviceQuotaExceededException',
].join('|');

/** An exception's name where it is an error, whatever wrote it. */
export const NAMED: Form = {
  id: 'named',
  needles: ['exception', 'accessdenied'],
  pattern: errorNamed(EXCEPTIONS, ANY_MESSAGE),
  sample: { text: 'ValidationException: The input is wrong', parts: { exception: 'ValidationException' } },
};
