import type { Style } from '../../core/style.ts';
import type { State } from '../state.ts';
import { colors } from './colors.ts';
import { BARE, type Paint } from './paint.ts';

/** How a line is marked. */
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
  readonly paint: Paint;
  readonly mark: (state: State) => string;
}
/** The paint for a style. */
export function brushOf(style: Style): Brush {
  const paint = style.color ? colors() : BARE;
  return {
    style,
    paint,
    mark: (state) => paint[state === 'idle' ? 'dim' : state](SYMBOLS[state][style.unicode ? 'fancy' : 'plain']),
  };
}
