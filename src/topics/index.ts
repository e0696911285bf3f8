import type { Page } from '../causes/page.ts';
import { config } from './config.ts';
import { exitCodes } from './exit-codes.ts';
import { formats } from './formats.ts';
import { permissions } from './permissions.ts';

/** What `help TOPIC` explains, in the order it is offered. */
export const TOPICS: readonly Page[] = [exitCodes, formats, config, permissions];
