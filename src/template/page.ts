import type { Template } from './parse.ts';
import type { Style } from './style.ts';

/** A template and how it is written. */
export interface Page {
  readonly template: Template;
  readonly style: Style;
}
