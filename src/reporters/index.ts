import type { Reporter } from '../core/report.ts';
import { json } from './json.ts';
import { text } from './text.ts';

/** Every format by its name. */
export const REPORTERS: Readonly<Record<string, Reporter>> = { text, json };
