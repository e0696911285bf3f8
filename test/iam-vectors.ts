import { readdirSync, readFileSync } from 'node:fs';
import type { Json } from '../src/core/json.ts';
import type { AccessRequest, Decision } from '../src/iam/access.ts';

/** One file: policies, and what AWS's documents say of some calls. */
export interface Vector {
  readonly title: string;
  readonly source: string;
  readonly policies: {
    readonly identity: readonly Json[];
    readonly boundary?: Json;
    readonly scps?: readonly Json[];
    readonly rcps?: readonly Json[];
    readonly session?: readonly Json[];
    readonly endpoint?: Json;
    readonly scpLevels?: readonly (readonly Json[])[];
    readonly resource?: { readonly policy: Json; readonly account: string };
  };
  readonly requests: readonly {
    readonly why?: string;
    readonly request: Partial<AccessRequest> & { readonly action: string; readonly resource: string };
    readonly expect: Decision['decision'];
    readonly layer?: string;
    readonly missing?: readonly string[];
  }[];
}

/** Who calls where a vector does not say. */
export const SESSION = 'arn:aws:sts::123456789012:assumed-role/poetry/kiroween';
const FOLDER = new URL('./vectors/iam/', import.meta.url);

/** Every vector with its file's name. */
export const VECTORS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => [file, JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Vector] as const);
