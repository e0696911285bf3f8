import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  newRole,
  otherAccount,
  withNewFunction,
  withNewRole,
  withNewStack,
} from '../src/sandbox/scenarios/elsewhere.ts';
import { OPERATOR_KEY } from '../src/sandbox/scenarios/keys.ts';
import { NOVA_LITE } from '../src/sandbox/scenarios/models.ts';
import { allow } from '../src/sandbox/scenarios/policy.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/start.ts';
import type { Application } from '../src/sandbox/world.ts';
import { emptyFolder, run, TELLS_HOSTS } from './run.ts';

const DAY = 86_400_000;

/** Somebody else's host, which the account's own texts name. */
let stranger: { readonly server: Server; readonly url: string; readonly heard: string[] };
let sandbox: Sandbox;

const APPLICATION: Application = {
  calls: [{ modelId: NOVA_LITE, use: 'chat', api: 'converse' }],
  answers: 'json',
  http: null,
  needs: ['question'],
  prefix: '[desk]',
};

beforeAll(async () => {
  const heard: string[] = [];
  const server = createServer((request, answer) => {
    heard.push(`${request.method} ${request.url} ${Object.keys(request.headers).join(' ')}`);
    request.resume();
    answer.setHeader('content-type', 'application/json').end('{"reply":"hello"}');
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  stranger = { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
  sandbox = await startSandbox({
    speed: 20,
    key: OPERATOR_KEY,
    env: { BEDROCK_DOCTOR_API_URL: null },
    world: (baseUrl, now) => {
      const document = allow('bedrock:InvokeModel*', '*');
      const names = ['own-url', 'elsewhere', 'on-a-queue', 'compatible'] as const;
      const withFunctions = names.reduce(
        (world, name) =>
          withNewFunction(world, now, {
            name,
            roleName: `${name}-role`,
            document,
            environment: {
              MODEL_ID: NOVA_LITE,
              ...(name === 'compatible' ? { OPENAI_BASE_URL: `${stranger.url}/openai/v1` } : {}),
            },
            application: {
              ...APPLICATION,
              http: name === 'own-url' ? { kind: 'function-url', path: '/lambda-url/own-url' } : null,
            },
          }),
        otherAccount(baseUrl, now),
      );
      const trusting = newRole({ name: 'trusting', trusted: { AWS: '*' }, document, createdAt: now - DAY });
      return withNewStack(withNewRole(withFunctions, trusting), now, {
        name: 'desk',
        resources: [
          ['Desk', 'elsewhere', 'AWS::Lambda::Function'],
          ['Api', 'a1b2c3d4e5', 'AWS::ApiGateway::RestApi'],
        ],
        outputs: { DeskApi: `${stranger.url}/Prod/desk` },
        template: '{}',
      });
    },
  });
});
afterAll(async () => {
  await sandbox.close();
  await new Promise((closed) => stranger.server.close(closed));
});

const REQUEST = ['--request', 'request.json', '--wait', '0'];
const TRUSTING = ['--role', 'trusting', '--model', NOVA_LITE];
const STACK = ['--stack', 'desk', '--function', 'Desk'];
/** A command line; STRANGER is the other host's address, which then is named by whoever types it. */
const ROWS: readonly (readonly [string, readonly string[]])[] = [
  ['its Function URL', ['verify', '--function', 'own-url', ...REQUEST]],
  ['an address in the stack', ['verify', ...STACK, ...REQUEST]],
  ['the same, asked for', ['verify', ...STACK, ...REQUEST, '--via', 'api']],
  ['the same, with the log', ['verify', ...STACK, ...REQUEST, '--tail']],
  ['a given address', ['verify', ...STACK, ...REQUEST, '--api-url', 'STRANGER/chat']],
  ['Lambda', ['verify', '--function', 'on-a-queue', ...REQUEST, '--via', 'lambda']],
  ['no call', ['verify', '--function', 'on-a-queue', '--wait', '0']],
  ['Bedrock as the operator', ['verify', '--function', 'on-a-queue', '--via', 'direct', '--wait', '0']],
  ['Bedrock as the role', ['verify', ...TRUSTING, '--via', 'role', '--wait', '0']],
  ['a stream', ['verify', ...TRUSTING, '--via', 'role', '--stream', '--wait', '0']],
  ['Mantle', ['verify', ...TRUSTING, '--via', 'direct', '--surface', 'mantle', '--wait', '0']],
  ['a base URL of the function', ['verify', '--function', 'compatible', '--via', 'direct', '--wait', '0']],
  [
    'the same as Mantle',
    ['verify', '--function', 'compatible', '--via', 'direct', '--surface', 'mantle', '--wait', '0'],
  ],
  ['a diagnosis', ['diagnose', ...STACK]],
  ['a probe', ['diagnose', '--function', 'on-a-queue', '--probe', '--yes']],
  [
    'a fix',
    ['fix', '--option', '3', '--grant', 'invoke', '--yes', ...STACK, '--request', 'request.json', '--wait', '0'],
  ],
  ['who calls', ['callers']],
  ['a settings file that names a host', ['diagnose', '--me', '--model', NOVA_LITE]],
];

test.each(ROWS)('%s: no byte goes to a host that was not named or shown before', async (_name, args) => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'request.json'), '{"question":"why"}');
  // A folder's file may say where an application is, and never where calls of AWS go.
  writeFileSync(join(folder, '.bedrock-doctor.json'), JSON.stringify({ endpointUrl: stranger.url }));
  const given = args.map((word) => word.replace('STRANGER', stranger.url));
  const env = {
    ...sandbox.env,
    HOME: folder,
    NODE_OPTIONS: TELLS_HOSTS,
    ANTHROPIC_BEDROCK_BASE_URL: stranger.url,
  } as Record<string, string>;
  stranger.heard.length = 0;
  const { code, err } = await run(given, env, '', folder);
  expect(code, err).not.toBe(86);
  const hosts = [...err.matchAll(/^@@ (\S+)$/gm)].map((found) => ({ host: found[1] ?? '', at: found.index }));
  // A run that connects to nobody would say nothing of the law.
  expect(hosts.length, err).toBeGreaterThan(0);
  const named = [...given, sandbox.env['AWS_ENDPOINT_URL'] ?? ''].join(' ');
  for (const { host, at } of hosts) {
    const before = `${named} ${err.slice(0, at).replace(/^@@ .*$/gm, '')}`;
    expect(before, `${host} was reached before it was shown`).toContain(host);
  }
  const isNamed = given.some((word) => word.includes(stranger.url));
  expect(stranger.heard.length > 0).toBe(isNamed);
  // What was named gets the body, and neither credentials nor a signature.
  expect(stranger.heard.join('\n')).not.toMatch(/authorization|x-amz|x-api-key|cookie/);
});

test('what is called for an application was shown as a whole address', async () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'request.json'), '{"question":"why"}');
  const args = ['verify', '--function', 'own-url', ...REQUEST];
  const { err } = await run(
    args,
    { ...sandbox.env, HOME: folder, NODE_OPTIONS: TELLS_HOSTS } as Record<string, string>,
    '',
    folder,
  );
  const shown = err.indexOf(`The request goes to ${sandbox.endpoint}/lambda-url/own-url/.`);
  expect(shown).toBeGreaterThan(-1);
  expect(sandbox.requests().some(({ service }) => service === 'execute-api')).toBe(true);
});
