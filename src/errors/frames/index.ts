import { CLIENT_FORMS } from './clients.ts';
import type { Form } from './form.ts';
import { NAMED } from './named.ts';
import { SDK_FORMS } from './sdks.ts';
import { WIRE_FORMS } from './wire.ts';

/** Every form of an error that is known; a new one is a declaration in one file. */
export const FORMS: readonly Form[] = [...SDK_FORMS, ...WIRE_FORMS, ...CLIENT_FORMS, NAMED];
