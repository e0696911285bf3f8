import { Chalk, type ChalkInstance } from 'chalk';
import type { Style } from '../../core/report.ts';

/** How a line is marked. */
export type State = 'pass' | 'fail' | 'warning' | 'unknown' | 'idle';
const SYMBOLS: { readonly [state in State]: { readonly fancy: string; readonly plain: string } } = {
  pass: { fancy: '✔', plain: '+' },
  fail: { fancy: '✖', plain: 'x' },
  warning: { fancy: '▲', plain: '!' },
  unknown: { fancy: '?', plain: '?' },
  idle: { fancy: '○', plain: '-' },
};

/** The paint of one run. */
export interface Brush {
  readonly style: Style;
  readonly chalk: ChalkInstance;
  readonly mark: (state: State) => string;
}
/** The paint for a style. */
export function brushOf(style: Style): Brush {
  const chalk = new Chalk({ level: style.color ? 1 : 0 });
  const paint: { readonly [state in State]: ChalkInstance } = {
    pass: chalk.green,
    fail: chalk.red.bold,
    warning: chalk.yellow,
    unknown: chalk.magenta,
    idle: chalk.dim,
  };
  return { style, chalk, mark: (state) => paint[state](SYMBOLS[state][style.unicode ? 'fancy' : 'plain']) };
}
