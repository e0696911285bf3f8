import { AwsError, orNull } from '../../aws/error.ts';
import { given } from '../../aws/given.ts';
import { getUseCaseForModelAccess, putUseCaseForModelAccess } from '../../aws/operations/bedrock.ts';
import { partitionOf } from '../../bedrock/partition.ts';
import type { Aws } from '../../core/aws.ts';
import { defineSetting, textsOf } from '../../core/setting.ts';
import { UsageError } from '../../core/usage-error.ts';

/** Where the form is known to be taken when another Region does not take it. */
const HOME_REGION = 'us-east-1';

/** Whether a Region says that it has no such operation or cannot be reached, rather than no to the form itself. */
const regionRefuses = (error: unknown): boolean =>
  error instanceof AwsError &&
  (error.kind === 'unreachable' ||
    ['UnknownOperationException', 'UnsupportedOperation', 'UnsupportedOperationException'].includes(error.code) ||
    (error.code === 'ValidationException' && /\bregion\b/i.test(error.message)));

/**
 * The form holds for all commercial Regions, so that where the target's own Region does not take it us-east-1 may; the
 * Region's own answer is given when that refuses too. https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html
 */
async function whereTaken<T>(aws: Aws, call: (aws: Aws) => Promise<T>): Promise<T> {
  try {
    return await call(aws);
  } catch (error) {
    if (!regionRefuses(error) || aws.region === HOME_REGION || partitionOf(aws.region) !== 'aws') throw error;
    try {
      return await call(aws.inRegion(HOME_REGION));
    } catch (second) {
      throw regionRefuses(second) ? error : second;
    }
  }
}

/** The exact JSON text of the form, or null when none was sent: https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetUseCaseForModelAccess.html */
async function readForm(aws: Aws): Promise<string | null> {
  const found = await orNull(['ResourceNotFoundException'], aws.send(getUseCaseForModelAccess, {}));
  return found && new TextDecoder('utf-8', { ignoreBOM: true }).decode(given(found.formData, 'formData'));
}

/**
 * The use-case form of the account: its JSON text, or null. It cannot be taken back and is never overwritten: it is a
 * statement of the user's to the provider. https://docs.aws.amazon.com/bedrock/latest/APIReference/API_PutUseCaseForModelAccess.html
 */
export const useCaseForm = defineSetting({
  kind: 'bedrock.use-case-form',
  risk: 'irreversible',
  actions: { read: ['bedrock:GetUseCaseForModelAccess'], write: ['bedrock:PutUseCaseForModelAccess'] },
  /** Key: there is one form for the account; the provider names it. */
  subject: ({ provider }: { provider: string }) => `${provider} use-case form`,
  parseKey: (value) => {
    const key = textsOf(value, ['provider']);
    return key?.provider === 'Anthropic' ? key : null;
  },
  read: (_key, { aws }): Promise<string | null> => whereTaken(aws, readForm),
  write: async (_key, to, { aws }) => {
    if (to === null) throw new UsageError('The use-case form cannot be taken back: AWS has no way to delete it.');
    const formData = new TextEncoder().encode(to);
    await whereTaken(aws, async (there) => {
      if ((await readForm(there)) !== null) {
        throw new UsageError('A use-case form was sent for this account already; it is never overwritten.');
      }
      await there.send(putUseCaseForModelAccess, { formData });
    });
  },
});
