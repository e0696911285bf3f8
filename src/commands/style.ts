import type { Host } from '../core/host.ts';
import type { Style } from '../core/report.ts';
import type { Settled } from '../options/resolve.ts';

/** Narrower than this nothing can be read, wider than that no line is. */
const [NARROWEST, WIDEST] = [40, 120];

/** How reports are to look on this terminal. */
export const styleOf = (host: Host, options: Settled): Style => ({
  color: host.colorOut,
  width: Math.min(Math.max(host.columns, NARROWEST), WIDEST),
  verbose: options.flag('verbose'),
  quiet: options.flag('quiet'),
  unicode: host.unicode,
});
