import type { Network } from '../../aws/handler.ts';
import type { Host } from '../../core/host.ts';
import { UsageError } from '../../core/usage-error.ts';

/** The variables of proxies, as curl and the AWS CLI read them: https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-proxy.html */
const PROXIES = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy', 'ALL_PROXY', 'all_proxy'];

/**
 * The proxies and certificates that the environment names; null where it names none. Node trusts NODE_EXTRA_CA_CERTS by
 * itself, but no longer where other certificates are given. Throws a `UsageError` for a file that holds none.
 */
export async function networkOf({ env, read }: Pick<Host, 'env' | 'read'>): Promise<Network | null> {
  const proxied = PROXIES.some((name) => (env[name] ?? '') !== '');
  const bundle = env['AWS_CA_BUNDLE'] ?? '';
  if (bundle === '') return proxied ? { proxied, certificates: [] } : null;
  const text = await read(bundle);
  if (text === null)
    throw new UsageError(`AWS_CA_BUNDLE names ${bundle}, which does not exist; mend the path, or unset it.`);
  if (!text.includes('-----BEGIN CERTIFICATE-----'))
    throw new UsageError(
      `AWS_CA_BUNDLE names ${bundle}, which holds no certificate in PEM form; name another file, or unset it.`,
    );
  const extra = env['NODE_EXTRA_CA_CERTS'] ?? '';
  const more = extra === '' ? null : await read(extra);
  return { proxied, certificates: more === null ? [text] : [text, more] };
}
