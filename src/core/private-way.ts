/** The machine itself: https://www.rfc-editor.org/rfc/rfc6761#section-6.3 and https://www.rfc-editor.org/rfc/rfc1122#section-3.2.1.3 */
const LOOPBACK = /^(?:localhost|[\w.-]+\.localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** Whether nobody on the way can read what is sent to an address: https, or this machine itself. */
export function isPrivateWay(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, hostname } = new URL(address);
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.test(hostname));
}
