/** Letters of an account id in an access key id, and of the number behind it. */
const LETTERS = 8;
const BASE = 36;

const letters = (value: number): string => value.toString(BASE).toUpperCase().padStart(LETTERS, '0');

/** The id of temporary credentials. As AWS's, it has the account in it, so that a key alone says whose it is. */
export const temporaryKeyId = (account: string, serial: number): string =>
  `ASIA${letters(Number(account))}${letters(serial)}`;

/** The account in the id of temporary credentials, twelve digits; null where there is none. */
export function accountOfKey(accessKeyId: string): string | null {
  const [, coded] = /^ASIA([0-9A-Z]{8})[0-9A-Z]{8}$/.exec(accessKeyId) ?? [];
  const account = coded === undefined ? '' : String(Number.parseInt(coded, BASE)).padStart(12, '0');
  return account.length === 12 ? account : null;
}
