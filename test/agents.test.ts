import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { BINARY, emptyFolder, LOOPBACK_ONLY, OWN_ENV } from './run.ts';

const ROOT = resolve(import.meta.dirname, '..');
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const GUIDE = read('docs/agents.md');

/** A server as each client's file names it. */
interface Named {
  readonly command: string;
  readonly args: readonly string[];
  readonly autoApprove?: readonly string[];
}

const TEXTS = { type: 'array', items: { type: 'string' } };
const server = (more: object, required: readonly string[] = []) => ({
  type: 'object',
  required: ['command', 'args', ...required],
  additionalProperties: false,
  properties: { command: { type: 'string' }, args: TEXTS, env: { type: 'object' }, ...more },
});
const file = (key: string, of: object) => ({
  type: 'object',
  required: [key],
  additionalProperties: false,
  properties: { [key]: { type: 'object', required: ['bedrock-doctor'], additionalProperties: of } },
});

/**
 * The forms as the clients document them: https://code.claude.com/docs/en/mcp,
 * https://code.visualstudio.com/docs/copilot/reference/mcp-configuration, https://cursor.com/docs/context/mcp,
 * https://kiro.dev/docs/mcp/configuration
 */
const FORMS: { readonly [client: string]: { readonly key: string; readonly schema: object } } = {
  'claude-code': { key: 'mcpServers', schema: file('mcpServers', server({ type: { const: 'stdio' } })) },
  'vs-code': { key: 'servers', schema: file('servers', server({ type: { const: 'stdio' } }, ['type'])) },
  cursor: { key: 'mcpServers', schema: file('mcpServers', server({ type: { const: 'stdio' } })) },
  kiro: {
    key: 'mcpServers',
    schema: file('mcpServers', server({ disabled: { type: 'boolean' }, autoApprove: TEXTS, disabledTools: TEXTS })),
  },
};

const blocks = new Map(
  [...GUIDE.matchAll(/<!-- client: (\S+) -->\n\n```json\n([\s\S]*?)```/g)].map(([, client = '', text = '']) => [
    client,
    JSON.parse(text) as { readonly [key: string]: { readonly [name: string]: Named } },
  ]),
);

test('every client has its file in the guide', () => {
  expect([...blocks.keys()].toSorted()).toEqual(Object.keys(FORMS).toSorted());
  expect(GUIDE).toMatch(/^claude mcp add --transport stdio bedrock-doctor -- bedrock-doctor mcp$/m);
});

test.each(Object.keys(FORMS))('the file of %s is of its form, and starts the server', async (client) => {
  const { key, schema } = FORMS[client] ?? { key: '', schema: {} };
  const block = blocks.get(client);
  const valid = new Ajv2020().compile(schema);
  expect(valid(block), JSON.stringify(valid.errors)).toBe(true);
  const { command, args, autoApprove } = block?.[key]?.['bedrock-doctor'] ?? { command: '', args: [] };
  expect(command).toBe('bedrock-doctor');
  const home = emptyFolder();
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BINARY, ...args],
    env: { ...OWN_ENV, HOME: home, NODE_OPTIONS: LOOPBACK_ONLY },
    cwd: home,
  });
  const session = new Client({ name: client, version: '1.0.0' });
  await session.connect(transport);
  const names = (await session.listTools()).tools.map(({ name }) => name);
  await session.close();
  for (const name of names) expect(GUIDE).toContain(`| \`${name}\``);
  if (autoApprove) expect(autoApprove).toEqual(names);
});

test('the registry is told what the package is', () => {
  const manifest = JSON.parse(read('server.json'));
  const { name, version, mcpName, files } = JSON.parse(read('package.json'));
  expect(manifest).toMatchObject({
    name: mcpName,
    version,
    packages: [{ registryType: 'npm', identifier: name, version }],
  });
  // https://static.modelcontextprotocol.io/schemas/2025-12-11/server.schema.json
  expect(manifest.name).toMatch(/^[a-zA-Z0-9.-]+\/[a-zA-Z0-9._-]+$/);
  expect(manifest.description.length).toBeLessThanOrEqual(100);
  expect(manifest.packages[0]).toMatchObject({
    transport: { type: 'stdio' },
    packageArguments: [{ type: 'positional', value: 'mcp' }],
  });
  expect(files).toEqual(expect.arrayContaining(['server.json', 'skills', 'schema']));
});

test('the skill has the head that agents look for, and says what must not be done', () => {
  const skill = read('skills/bedrock-doctor/SKILL.md');
  const head = parse(/^---\n([\s\S]*?)\n---\n/.exec(skill)?.[1] ?? '') as { name: string; description: string };
  // Some readers look for the name in the line after the fence.
  expect(skill).toMatch(/^---\nname: bedrock-doctor\ndescription: /);
  expect(head.name).toBe('bedrock-doctor');
  // https://agentskills.io/specification
  expect(head.description.length).toBeLessThanOrEqual(1_024);
  expect(skill).toMatch(/Never apply a fix unasked[\s\S]*Never paste secrets/);
});
