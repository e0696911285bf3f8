import { given } from './given.ts';

/**
 * The text of a policy's document. IAM sends it URL-encoded (RFC 3986), https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html;
 * what is not encoded, or not as it should be, stays as it is. Throws an `AwsError` where there is none.
 */
export function decodeDocument(document: string | undefined): string {
  const text = given(document, 'PolicyDocument');
  if (/^\s*\{/.test(text)) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
