import { afterEach, describe, expect, test } from 'vitest';
import { otherAccount, withNewFunction, withNewStack } from '../src/sandbox/scenarios/elsewhere.ts';
import { OPERATOR_KEY } from '../src/sandbox/scenarios/keys.ts';
import { allow } from '../src/sandbox/scenarios/policy.ts';
import { type Sandbox, startSandbox } from '../src/sandbox/start.ts';
import { run } from './run.ts';

/* What a stack that is given can hold besides functions that call Bedrock (contract, section 8). */

let open: Sandbox | null = null;
afterEach(async () => {
  await open?.close();
  open = null;
});

const FUNCTION = ['Resize', 'media-resize-1', 'AWS::Lambda::Function'] as const;
const BUCKET = ['Uploads', 'media-uploads-1', 'AWS::S3::Bucket'] as const;

/** A diagnosis of the stack `media`, with these resources; Lambda has its function or not. */
async function diagnosed(resources: readonly (readonly [string, string, string])[], deployed: boolean) {
  open = await startSandbox({
    key: OPERATOR_KEY,
    env: { BEDROCK_DOCTOR_API_URL: null },
    world: (baseUrl, now) => {
      const account = withNewStack(otherAccount(baseUrl, now), now, { name: 'media', resources, template: '{}' });
      const given = {
        name: FUNCTION[1],
        roleName: 'media-resize-role',
        document: allow('s3:*', '*'),
        application: null,
      };
      return deployed ? withNewFunction(account, now, given) : account;
    },
  });
  const { code, out } = await run(['diagnose', '--stack', 'media', '--format', 'json'], open.env);
  return { code, out, document: JSON.parse(out) as { rootCause: { cause: string } | null; notes: readonly string[] } };
}

describe('a stack of which nobody calls Bedrock', () => {
  test('no function at all: function-not-found', async () => {
    const { code, out, document } = await diagnosed([BUCKET], false);
    expect([code, document.rootCause?.cause], out).toEqual([1, 'function-not-found']);
    expect(out).toContain('There is no function in the stack media');
  });

  test('functions that were deleted by hand: function-not-found', async () => {
    const { code, out, document } = await diagnosed([BUCKET, FUNCTION], false);
    expect([code, document.rootCause?.cause], out).toEqual([1, 'function-not-found']);
  });

  test('functions that do something else: undetermined, with what is there', async () => {
    const { code, out, document } = await diagnosed([BUCKET, FUNCTION], true);
    expect([code, document.rootCause], out).toEqual([3, null]);
    expect(document.notes.join('\n')).toContain('not seen to call Bedrock: Resize');
  });
});
