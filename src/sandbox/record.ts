import type { Json } from '../core/json.ts';
import type { Input } from './operation.ts';

/** A JSON value as a record; empty when it is none. */
export const record = (value: Json | undefined): Input =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Input) : {};
