import type { HttpRequest } from '@smithy/core/protocols';
import { SignatureV4 } from '@smithy/signature-v4';
import type { ClientSettings } from './clients/service.ts';
import { signingOf } from './clients/sts.ts';

/** The service and Region of a signature. */
export interface SignedFor {
  readonly service: string;
  readonly region: string;
}

/** The hosts of REST and HTTP APIs and of function URLs name their Region; a domain of one's own does not. */
const HOSTS = /\.(execute-api|lambda-url)\.([a-z0-9-]+)\.(?:amazonaws\.com|on\.aws)/;

/**
 * Signs a request to an API that wants the caller's identity, as the SDK would, with the credentials the SDK finds:
 * https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-control-access-using-iam-policies-to-invoke-api.html
 */
export async function signed(
  request: HttpRequest,
  settings: ClientSettings,
  forService: SignedFor | null = null,
): Promise<Record<string, string>> {
  const [, kind = forService?.service ?? 'execute-api', region = forService?.region ?? settings.region] =
    HOSTS.exec(request.hostname) ?? [];
  const { credentials, sha256 } = signingOf(settings);
  const signer = new SignatureV4({
    service: kind === 'lambda-url' ? 'lambda' : kind,
    region,
    credentials,
    sha256,
  });
  return (await signer.sign(request)).headers;
}
