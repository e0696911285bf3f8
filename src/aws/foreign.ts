import { withoutSecrets } from '../core/secrets.ts';

/** Members of answers that other programs read back exactly: tokens of the next page, and the codes that go with a log. */
const OURS: ReadonlySet<string> = new Set(['nextToken', 'NextToken', 'NextMarker', 'Marker', '$metadata', 'eventId']);
const isText = (value: unknown): value is string => typeof value === 'string';

/**
 * Takes the secrets out of what somebody else's program wrote, at the one place where it comes in: the lines of a log, the
 * answer of a function, the events of CloudTrail. Changes the answer itself, which is nobody else's yet.
 */
export function withoutForeignSecrets(answer: unknown): void {
  if (typeof answer !== 'object' || answer === null) return;
  const holder = answer as { [key: string]: unknown };
  for (const [key, value] of Object.entries(holder)) {
    if (OURS.has(key)) continue;
    if (isText(value)) holder[key] = withoutSecrets(value);
    else if (value instanceof Uint8Array) holder[key] = clean(value);
    else if (typeof value === 'object' && value !== null && !(value instanceof Date)) withoutForeignSecrets(value);
  }
}

/** Bytes that are text, such as the answer of a function: https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
function clean(bytes: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(bytes);
  const cleaned = withoutSecrets(text);
  return cleaned === text ? bytes : new TextEncoder().encode(cleaned);
}
