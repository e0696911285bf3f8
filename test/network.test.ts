import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, request } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identify } from '../src/sandbox/identify.ts';
import type { Sandbox } from '../src/sandbox/start.ts';
import { deadPort, forwardProxy } from './fault-proxy.ts';
import { emptyFolder, run, sandboxOf } from './run.ts';

/** The real binary behind a proxy, with certificates of one's own, and before an API that wants a key or a signature. */
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await sandboxOf('healthy');
});
afterAll(() => sandbox.close());

const DIAGNOSE = ['diagnose', '--format', 'json'];
const VERIFY = ['verify', '--wait', '0s', '--format', 'json'];

test("the profile's own endpoint_url is used, however the profile is named", async () => {
  const home = emptyFolder();
  const { AWS_ENDPOINT_URL, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = sandbox.env;
  const config = join(home, 'config');
  writeFileSync(
    config,
    `[profile dev]\nregion = ap-northeast-2\nendpoint_url = ${AWS_ENDPOINT_URL}\naws_access_key_id = ${AWS_ACCESS_KEY_ID}\naws_secret_access_key = ${AWS_SECRET_ACCESS_KEY}\n`,
  );
  const env = { AWS_CONFIG_FILE: config, AWS_SHARED_CREDENTIALS_FILE: '/dev/null' };
  for (const [flags, more] of [
    [['--profile', 'dev'], {}],
    [[], { BEDROCK_DOCTOR_PROFILE: 'dev' }],
    [[], { AWS_PROFILE: 'dev' }],
  ] as const) {
    const ran = await run([...DIAGNOSE, ...flags], { ...env, ...more }, '', home);
    expect(ran.code, ran.out).toBe(0);
  }
});

describe('proxies', () => {
  test('HTTP_PROXY carries the calls of the SDK and of the API; NO_PROXY goes past it', async () => {
    const proxy = await forwardProxy();
    const through = await run(VERIFY, { ...sandbox.env, HTTP_PROXY: proxy.url });
    expect(through.code, through.out).toBe(0);
    expect(proxy.requests().some((one) => one.includes('/Prod/api/poetry/generate'))).toBe(true);
    expect(proxy.requests().length).toBeGreaterThan(10);
    const seen = proxy.requests().length;
    const past = await run(DIAGNOSE, { ...sandbox.env, http_proxy: proxy.url, NO_PROXY: '127.0.0.1' });
    expect([past.code, proxy.requests().length]).toEqual([0, seen]);
    await proxy.close();
  });

  test('a proxy that is not there, or no address: undetermined, with a sentence, its password not repeated', async () => {
    const dead = await run(DIAGNOSE, { ...sandbox.env, HTTP_PROXY: `http://me:hunter2@127.0.0.1:${await deadPort()}` });
    expect([dead.code, /ECONNREFUSED/.test(dead.out), /hunter2/.test(dead.out + dead.err)]).toEqual([3, true, false]);
    const wrong = await run(DIAGNOSE, { ...sandbox.env, HTTP_PROXY: 'socks5://me:hunter2@127.0.0.1:1080' });
    expect([wrong.code, /begins with http/.test(wrong.out), /hunter2/.test(wrong.out + wrong.err)]).toEqual([
      3,
      true,
      false,
    ]);
  });
});

describe('TLS', () => {
  const folder = emptyFolder();
  const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const able = (() => {
    try {
      const names = 'subjectAltName=DNS:localhost,IP:127.0.0.1';
      const what = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=localhost'];
      execFileSync('openssl', [...what, '-addext', names, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  })();

  test.skipIf(!able)(
    'a certificate of one’s own is trusted once AWS_CA_BUNDLE or NODE_EXTRA_CA_CERTS names it',
    async () => {
      const server = createTlsServer(
        { key: readFileSync(key), cert: readFileSync(certificate) },
        (message, response) => {
          const { port } = new URL(sandbox.endpoint);
          const { url: path, method, headers } = message;
          const onward = request({ host: '127.0.0.1', port, path, method, headers }, (answer) => {
            response.writeHead(answer.statusCode ?? 500, answer.headers);
            answer.pipe(response);
          });
          message.pipe(onward);
        },
      );
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
      const env = {
        ...sandbox.env,
        AWS_ENDPOINT_URL: url,
        BEDROCK_DOCTOR_API_URL: `${url}/Prod/api/poetry/generate`,
        // A tunnel hands its socket over, which a patched `connect` does not survive; all of this is on this machine.
        NODE_OPTIONS: '',
      };
      const proxy = await forwardProxy();
      const [untrusted, bundle, extra, tunnel] = await Promise.all([
        run(DIAGNOSE, env),
        run(VERIFY, { ...env, AWS_CA_BUNDLE: certificate }),
        run(VERIFY, { ...env, NODE_EXTRA_CA_CERTS: certificate }),
        run(VERIFY, { ...env, AWS_CA_BUNDLE: certificate, HTTPS_PROXY: proxy.url }),
      ]);
      expect([untrusted.code, /certificate is not trusted/.test(untrusted.out)]).toEqual([3, true]);
      expect([bundle.code, extra.code, tunnel.code]).toEqual([0, 0, 0]);
      expect(proxy.requests().every((one) => one.startsWith('CONNECT 127.0.0.1:'))).toBe(true);
      expect(proxy.requests().length).toBeGreaterThan(0);
      await proxy.close();
      server.closeAllConnections();
      server.close();
    },
  );

  test('a bundle that is not there, or holds no certificate, is said: 2', async () => {
    const file = join(emptyFolder(), 'no.pem');
    const none = await run(DIAGNOSE, { ...sandbox.env, AWS_CA_BUNDLE: file });
    expect([none.code, none.err]).toEqual([
      2,
      `AWS_CA_BUNDLE names ${file}, which does not exist; mend the path, or unset it.\n`,
    ]);
    writeFileSync(file, 'no certificate');
    const empty = await run(DIAGNOSE, { ...sandbox.env, AWS_CA_BUNDLE: file });
    expect([empty.code, empty.err.split('\n')]).toEqual([2, [expect.stringContaining('PEM'), '']]);
  });
});

describe('an API that wants something of its users', () => {
  /** An API that keeps what it was asked, and answers with a poem. */
  async function asked(args: readonly string[], more: Readonly<Record<string, string>> = {}) {
    const requests: { readonly headers: IncomingHttpHeaders; readonly body: string }[] = [];
    const server = createServer(async (message, response) => {
      let body = '';
      for await (const part of message) body += String(part);
      requests.push({ headers: message.headers, body });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"success":true,"poetry":"시"}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/Prod/poem?b=2&a=1`;
    const ran = await run([...VERIFY, ...args], { ...sandbox.env, BEDROCK_DOCTOR_API_URL: url, ...more });
    server.closeAllConnections();
    server.close();
    return { ran, requests };
  }

  test('--api-key-env sends the key of the variable, and shows it nowhere', async () => {
    const { ran, requests } = await asked(['--api-key-env', 'POEM_KEY', '--debug'], { POEM_KEY: 'k3y-of-mine' });
    expect(ran.code, ran.out).toBe(0);
    expect(requests[0]?.headers['x-api-key']).toBe('k3y-of-mine');
    expect(ran.out + ran.err).not.toContain('k3y-of-mine');
    expect((await asked([])).requests[0]?.headers).not.toHaveProperty('x-api-key');
  });

  test('a variable that is not set, a key in the place of its name, a key with a line in it: 2, and nothing is sent', async () => {
    const unset = await asked(['--api-key-env', 'POEM_KEY']);
    const given = await asked(['--api-key-env', 'k3y-of-mine']);
    const lines = await asked(['--api-key-env', 'POEM_KEY'], { POEM_KEY: 'a\r\nhost: b' });
    for (const { ran, requests } of [unset, given, lines]) {
      expect([ran.code, requests.length]).toEqual([2, 0]);
      expect(ran.err.trim().split('\n')).toHaveLength(1);
    }
    expect(given.ran.err).not.toContain('k3y-of-mine');
  });

  test('--sign signs as AWS wants it', async () => {
    const { ran, requests } = await asked(['--sign']);
    expect(ran.code, ran.out).toBe(0);
    const [{ headers, body } = { headers: {}, body: '' }] = requests;
    const signed = { method: 'POST', path: '/Prod/poem', query: 'b=2&a=1', headers, body: Buffer.from(body) };
    expect(identify(sandbox.world(), signed, false, Date.now())).toMatchObject({
      service: 'execute-api',
      region: 'ap-northeast-2',
    });
    expect((await asked([])).requests[0]?.headers).not.toHaveProperty('authorization');
  });
});
