import { Chalk } from 'chalk';
import type { Paint } from './paint.ts';

/** The eight colors that every terminal has, in the shades its owner has chosen for them. */
export function colors(): Paint {
  const { dim, bold, cyan, green, red, yellow, magenta } = new Chalk({ level: 1 });
  return { dim, bold, command: cyan, pass: green, fail: red.bold, warning: yellow, unknown: magenta };
}
