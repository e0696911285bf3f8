import { CLIENT_TEXTS } from './clients.ts';
import { SDK_TEXTS } from './sdks.ts';
import type { TextsOf } from './texts.ts';
import { WIRE_TEXTS } from './wire.ts';

/** The texts of each form in `src/errors/frames`, by its id. */
export const TEXTS: TextsOf = { ...SDK_TEXTS, ...WIRE_TEXTS, ...CLIENT_TEXTS };
