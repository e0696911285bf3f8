declare module 'proxy-from-env' {
  /** The proxy for an address as HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY say; empty for none. */
  export function getProxyForUrl(address: string): string;
}
