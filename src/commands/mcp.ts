import type { Command } from '../engine/session/session.ts';
import { serve } from '../mcp/server.ts';
import { FIXABLE } from './mcp/fixed.ts';
import { toolboxFor } from './mcp/toolbox.ts';

/** `mcp`: the read-only commands as tools for coding agents, until the client leaves. */
export const run: Command = async ({ host, options }) => {
  const fixed = Object.fromEntries(
    FIXABLE.flatMap((name) => {
      const given = options.text(name);
      return given?.source.from === 'flag' ? [[name, given.value]] : [];
    }),
  );
  await serve({
    input: host.stdin(),
    send: (line) => void host.out(line),
    load: async () => toolboxFor(fixed),
    sleep: host.sleep,
  });
  return 0;
};
