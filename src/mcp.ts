import type { ExitCode } from './core/report.ts';
import type { QuickHost } from './host/quick-host.ts';
import { sleep } from './host/sleep.ts';
import { serve } from './mcp/server.ts';

/** Options of the server that take a value, as they are typed. */
const FLAGS: { readonly [flag: string]: string } = {
  '--profile': 'profile',
  '--region': 'region',
  '--endpoint-url': 'endpointUrl',
  '--assume-role': 'assumeRole',
  '--external-id': 'externalId',
};

/** What the server is started with; null where it is more than a flag with its value, and the command line has to look. */
function fixedBy(words: readonly string[]): { readonly [name: string]: string } | null {
  const fixed: { [name: string]: string } = {};
  const rest = [...words];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const [, flag = '', joined] = /^(--[a-z-]+)(?:=(.*))?$/s.exec(word) ?? [];
    const name = Object.hasOwn(FLAGS, flag) ? FLAGS[flag] : undefined;
    const value = joined ?? rest.shift();
    if (
      name === undefined ||
      Object.hasOwn(fixed, name) ||
      value === undefined ||
      value === '' ||
      value.startsWith('-')
    )
      return null;
    fixed[name] = value;
  }
  return fixed;
}

/**
 * `mcp`, which a client waits for: answers `initialize` before anything else is loaded. Null where the command line has
 * to look at the words first.
 */
export async function serveAtOnce(words: readonly string[], host: QuickHost): Promise<ExitCode | null> {
  const fixed = fixedBy(words);
  if (fixed === null) return null;
  host.open();
  await serve({
    input: host.input(),
    send: host.out,
    load: async () => (await import('./mcp-tools.ts')).toolboxFor(fixed),
    sleep,
  });
  return 0;
}
