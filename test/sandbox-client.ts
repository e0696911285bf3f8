import { createHash, createHmac } from 'node:crypto';
import { CloudWatchLogsClient, paginateFilterLogEvents } from '@aws-sdk/client-cloudwatch-logs';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { SignatureV4 } from '@smithy/signature-v4';
import { onTestFinished } from 'vitest';
import { LOG_GROUP } from '../src/sandbox/scenarios/function.ts';
import { scenarioOf } from '../src/sandbox/scenarios/index.ts';
import { type Sandbox, type SandboxOptions, startSandbox } from '../src/sandbox/start.ts';

/** A scenario served for one test, with a clock so quick that none waits for a delay. */
export async function served(id: string, speed = 1_000, more: Partial<SandboxOptions> = {}): Promise<Sandbox> {
  const scenario = scenarioOf(id);
  if (!scenario) throw new Error(`there is no scenario ${id}`);
  const sandbox = await startSandbox({
    world: scenario.world,
    key: scenario.key,
    env: scenario.env ?? {},
    speed,
    ...more,
  });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

/** A scenario served for one test, whose clock stands still but when it is told to go on. */
export async function servedByHand(
  id: string,
): Promise<{ readonly sandbox: Sandbox; readonly pass: (ms: number) => void }> {
  let now = Date.now();
  const sandbox = await served(id, 1, { clock: () => now });
  return {
    sandbox,
    pass: (ms) => {
      now += ms;
    },
  };
}

/** How an SDK client reaches a sandbox. */
export const settings = ({ endpoint, env }: Sandbox, region = 'ap-northeast-2') => ({
  endpoint,
  region,
  maxAttempts: 1,
  requestHandler: new NodeHttpHandler(),
  authSchemePreference: ['aws.auth#sigv4'],
  credentials: {
    accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
    secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
    ...(env['AWS_SESSION_TOKEN'] === undefined ? {} : { sessionToken: env['AWS_SESSION_TOKEN'] }),
  },
});

/** Asks the API for a poem, as the guide's curl does. */
export async function poem(sandbox: Sandbox, more: object = {}) {
  const response = await fetch(sandbox.apiUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ persona: 'hamlet', language: 'ko', ...more }),
  });
  return { status: response.status, body: (await response.json()) as { readonly [name: string]: unknown } };
}

/** Waits until something holds; the sandbox's clock runs on meanwhile. */
export async function until<T>(read: () => Promise<T>, holds: (value: T) => boolean): Promise<T> {
  for (let tries = 0; tries < 200; tries += 1) {
    const value = await read();
    if (holds(value)) return value;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  throw new Error('it never came to hold');
}

/** The name and message of the error a call ends in. */
export const refusal = async (call: Promise<unknown>): Promise<{ name: string; status: number; message: string }> => {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { readonly $metadata?: { readonly httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode ?? 0 };
  }
  throw new Error('the call was not refused');
};

/** Every line of the function's log that passes a filter. */
export const messagesOf = async (sandbox: Sandbox, filterPattern = ''): Promise<readonly string[]> => {
  const found: string[] = [];
  const pages = paginateFilterLogEvents(
    { client: new CloudWatchLogsClient(settings(sandbox)) },
    { logGroupName: LOG_GROUP, filterPattern },
  );
  for await (const { events } of pages) found.push(...(events ?? []).map(({ message }) => message ?? ''));
  return found;
};

/** A request in Anthropic's form, as the function sends it. */
export const claude = (more: object = {}) =>
  JSON.stringify({
    anthropic_version: 'bedrock-2023-05-31',
    max_tokens: 300,
    messages: [{ role: 'user', content: 'A poem in Korean by Hamlet' }],
    ...more,
  });

/** SHA-256 as the signer wants it: the digest, or the HMAC with a key. */
export class Sha256 {
  #parts: Buffer[] = [];
  readonly #secret: Buffer | null;
  constructor(secret?: unknown) {
    this.#secret = secret === undefined ? null : Buffer.from(secret as string);
  }
  update(part: string | Uint8Array): void {
    this.#parts.push(Buffer.from(part as string));
  }
  reset(): void {
    this.#parts = [];
  }
  async digest(): Promise<Uint8Array> {
    const text = Buffer.concat(this.#parts);
    if (this.#secret === null) return createHash('sha256').update(text).digest();
    return createHmac('sha256', this.#secret).update(text).digest();
  }
}

/** One signed request, of any service: what is signed is what is sent. */
export async function signedCall(
  sandbox: Sandbox,
  service: string,
  request: {
    readonly method: string;
    readonly path?: string;
    readonly headers?: Readonly<Record<string, string>>;
    readonly body?: string;
    readonly region?: string;
  },
): Promise<{ readonly status: number; readonly text: string }> {
  const { hostname, port } = new URL(sandbox.endpoint);
  const signer = new SignatureV4({
    service,
    region: request.region ?? sandbox.env['AWS_REGION'] ?? '',
    credentials: settings(sandbox).credentials,
    sha256: Sha256 as never,
  });
  const { headers } = await signer.sign({
    method: request.method,
    protocol: 'http:',
    hostname,
    port: Number(port),
    path: request.path ?? '/',
    query: {},
    headers: { host: `${hostname}:${port}`, ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  const answer = await fetch(`${sandbox.endpoint}${request.path ?? '/'}`, {
    method: request.method,
    headers,
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return { status: answer.status, text: await answer.text() };
}

/** One call of a service that speaks JSON 1.1. */
export async function jsonCall(
  sandbox: Sandbox,
  service: string,
  target: string,
  input: object,
  region?: string,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const { status, text } = await signedCall(sandbox, service, {
    method: 'POST',
    headers: { 'x-amz-target': target, 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify(input),
    ...(region === undefined ? {} : { region }),
  });
  return { status, body: JSON.parse(text) as unknown };
}
