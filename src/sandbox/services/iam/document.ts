import type { Json } from '../../../core/json.ts';

/** A policy document's text: as it was written, or as JSON of a document that scenarios give. */
export const textOf = (document: Json): string => (typeof document === 'string' ? document : JSON.stringify(document));

/** IAM returns documents URL-encoded by RFC 3986: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetRolePolicy.html */
export const encoded = (document: Json): string =>
  encodeURIComponent(textOf(document)).replace(
    /[!'()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  );
