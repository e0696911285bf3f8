import type { Style } from './style.ts';
import type { Template } from './template.ts';

/** A template and how it is written. */
export interface Page {
  readonly template: Template;
  readonly style: Style;
}
