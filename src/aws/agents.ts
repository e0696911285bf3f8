import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { rootCertificates } from 'node:tls';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { getProxyForUrl } from 'proxy-from-env';
import { AwsError } from './error.ts';

/** What the connections to one address are made with. */
export interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/** The SDK's own number of connections to a host. */
const MOST_SOCKETS = 50;

/**
 * The agents for an address: through the proxy that the environment names for it, and trusting `certificates` (PEM)
 * beside Node's own. Each proxy has one pair, so that connections are used again. Loaded only where a proxy or a
 * certificate is named: most runs need neither.
 */
export function agentsFor(certificates: readonly string[]): (address: string) => Agents {
  const pairs = new Map<string, Agents>();
  const tls = certificates.length === 0 ? {} : { ca: [...rootCertificates, ...certificates] };
  const options = { keepAlive: true, maxSockets: MOST_SOCKETS, ...tls };
  return (address) => {
    const proxy = getProxyForUrl(address);
    const known = pairs.get(proxy);
    if (known) return known;
    const made = proxy === '' ? direct(options) : through(proxy, options);
    pairs.set(proxy, made);
    return made;
  };
}

type Options = { readonly keepAlive: boolean; readonly maxSockets: number; readonly ca?: string[] };

const direct = (options: Options): Agents => ({
  httpAgent: new HttpAgent(options),
  httpsAgent: new HttpsAgent(options),
});

function through(proxy: string, options: Options): Agents {
  if (!URL.canParse(proxy) || !/^https?:$/.test(new URL(proxy).protocol)) {
    // A proxy's address may hold a password: it is not repeated.
    throw new AwsError(
      'unreachable',
      'ProxyUnknown',
      'the proxy that HTTPS_PROXY or HTTP_PROXY names is no address that begins with http:// or https://',
      null,
      '',
      null,
    );
  }
  const httpsAgent = new HttpsProxyAgent(proxy, options);
  // What it is made with holds for the way to the proxy alone; these hold for the host behind it.
  if (options.ca) httpsAgent.options = { ...httpsAgent.options, ca: options.ca };
  return { httpAgent: new HttpProxyAgent(proxy, options), httpsAgent };
}
