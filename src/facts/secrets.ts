import { REMOVED } from '../core/secrets.ts';

/** Secret access keys have 40 characters of base64, session tokens hundreds. */
const BLOB = /(?<![\w+/=-])[\w+/-]{32,}={0,2}(?![\w+/=-])/g;
/** Base64 of random bytes has letters of both cases and digits close together; names, paths and digests do not. */
const looksRandom = (text: string): boolean =>
  !/^[0-9a-fA-F-]+$/.test(text) &&
  text.split(/[-_]/).some((one) => one.length >= 16 && /[a-z]/.test(one) && /[A-Z]/.test(one) && /\d/.test(one));

/** Takes out what only its randomness gives away; for texts whose ARNs and addresses are redacted already. */
export const withoutBlobs = (text: string): string =>
  text.replace(BLOB, (blob) => (looksRandom(blob) ? REMOVED : blob));
