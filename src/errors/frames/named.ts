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

/**
 * The same as programs report it in few words of their own: `failed: Name: why`, `error: [Name] why`, `Error 400 (Name)`,
 * `bedrock: Name (429)`. Only what else names Bedrock makes it Bedrock's.
 */
export const REPORTED: Form = {
  id: 'reported',
  needles: ['exception'],
  pattern: new RegExp(
    `(?:\\b(?:failed|[Ff]ailure|error|raised|threw|[Rr]eason|[Cc]aused by|limited|[Bb]edrock|API)(?:: ?\\[?| )|\\bError: ?\\[?|\\b[Ee]rror [45]\\d\\d \\(|\\bBedrock\\w{0,20}\\.)(?<exception>${EXCEPTIONS})(?=\\] |\\): |: \\S| - \\S| \\([45]\\d\\d\\)|$)`,
    'g',
  ),
  sample: { text: 'failed: ValidationException: unexpected key', parts: { exception: 'ValidationException' } },
};
