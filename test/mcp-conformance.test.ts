import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BINARY, emptyFolder, LOOPBACK_ONLY, OWN_ENV } from './run.ts';
import { someRows } from './seed.ts';

// The protocol's own conformance suite (https://github.com/modelcontextprotocol/conformance) speaks HTTP alone: a bridge of
// the SDK's two transports passes its messages on to the server's stdio as they are, and the answers back.

const SUITE = resolve(import.meta.dirname, '../node_modules/@modelcontextprotocol/conformance');
const missing = !existsSync(SUITE);
if (missing)
  console.warn('SKIPPED: the conformance suite is not installed, so the server was held to its own tests alone');

/** What the suite asks of any server; its other scenarios call tools, prompts and resources of a server made for them. */
const SCENARIOS = ['server-initialize', 'ping', 'tools-list', 'resources-list', 'prompts-list'];

/** One server process behind one session. */
async function openSession(): Promise<StreamableHTTPServerTransport> {
  const home = emptyFolder();
  const web = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => void sessions.set(id, web),
  });
  const own = new StdioClientTransport({
    command: process.execPath,
    args: [BINARY, 'mcp'],
    cwd: home,
    env: { ...OWN_ENV, HOME: home, NODE_OPTIONS: LOOPBACK_ONLY },
  });
  web.onmessage = (message) => void own.send(message);
  own.onmessage = (message) => void web.send(message);
  closing.push(async () => {
    await web.close();
    await own.close();
  });
  await Promise.all([own.start(), web.start()]);
  return web;
}
const sessions = new Map<string, StreamableHTTPServerTransport>();
const closing: (() => Promise<void>)[] = [];
const bridge = createServer(async (request, response) => {
  const known = sessions.get(String(request.headers['mcp-session-id']));
  await (known ?? (await openSession())).handleRequest(request, response);
});

beforeAll(() => new Promise<void>((listening) => void bridge.listen(0, '127.0.0.1', listening)));
afterAll(async () => {
  await Promise.all(closing.map((close) => close()));
  bridge.closeAllConnections();
  await new Promise((closed) => bridge.close(closed));
});

test.skipIf(missing).each(someRows(SCENARIOS))('the conformance suite finds nothing: %s', async (scenario) => {
  const { port } = bridge.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/mcp`;
  const args = [join(SUITE, 'dist/index.js'), 'server', '--url', url, '--scenario', scenario];
  const { code, said } = await new Promise<{ code: number | null; said: string }>((done) => {
    const child = spawn(process.execPath, args, {
      cwd: emptyFolder(),
      env: { ...OWN_ENV, NODE_OPTIONS: LOOPBACK_ONLY },
    });
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (part: Buffer) => {
        text += String(part);
      });
    child.on('close', (end) => done({ code: end, said: text }));
  });
  expect(code, said).toBe(0);
  expect(said).toMatch(/Passed: [1-9]\d*\/[1-9]\d*, 0 failed, 0 warnings/);
});
