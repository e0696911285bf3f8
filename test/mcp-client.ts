import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { BINARY, emptyFolder, LOOPBACK_ONLY, OWN_ENV } from './run.ts';

/** A client of the SDK's, connected to the built binary, with nothing of the developer's environment. */
export async function connectTo(
  env: Readonly<Record<string, string>>,
  args: readonly string[] = [],
): Promise<Client & AsyncDisposable> {
  const cwd = emptyFolder();
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [BINARY, 'mcp', ...args],
    cwd,
    stderr: 'pipe',
    env: {
      ...OWN_ENV,
      HOME: cwd,
      AWS_EC2_METADATA_DISABLED: 'true',
      NODE_OPTIONS: LOOPBACK_ONLY,
      ...env,
    },
  });
  const client = new Client({ name: 'test', version: '1.0.0' });
  await client.connect(transport);
  return Object.assign(client, { [Symbol.asyncDispose]: () => client.close() });
}
