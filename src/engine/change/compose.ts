import { AwsError } from '../../aws/error.ts';
import type { Assignment, Plan } from '../../core/plan.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { ProposedChange } from '../../remedies/remedy.ts';
import { SETTINGS } from '../../settings/index.ts';
import type { Diagnosis } from '../diagnose/diagnosis.ts';
import type { AwsSession } from '../session/aws-session.ts';
import { originFrom } from '../session/origin.ts';
import { handsOf } from './change.ts';

/** The plan of these proposed changes, made from what is there right now. Throws a `UsageError` when it cannot be made. */
export async function compose(
  session: AwsSession,
  diagnosis: Diagnosis,
  remedy: string,
  proposed: readonly ProposedChange[],
): Promise<Plan> {
  const hands = handsOf(session);
  const assignments = await Promise.all(
    proposed.map(async ({ setting: kind, key, subject, change }): Promise<Assignment> => {
      const setting = SETTINGS.get(kind);
      if (!setting) throw new Error(`a remedy proposes a change of an unknown setting: ${kind}`);
      // What an undo could not take back for its name is not begun.
      if (setting.parseKey(key) === null)
        throw new UsageError(
          `${subject} is not changed: only templates that end in .yaml, .yml, .json or .template, and policies of our own names, are.`,
        );
      try {
        const from = await setting.read(key as never, hands);
        return { setting: kind, key, subject, from, to: change(from) };
      } catch (error) {
        if (!(error instanceof AwsError)) throw error;
        throw new UsageError(
          error.code.startsWith('AccessDenied')
            ? `${subject} cannot be read: you may not ${error.action}; bedrock-doctor explain permissions --for fix prints the policy you need.`
            : `${subject} cannot be read: ${error.action} failed (${error.code}: ${error.message}); try again.`,
        );
      }
    }),
  );
  return {
    schema: 1,
    remedy,
    ...originFrom(session, diagnosis.facts),
    assignments,
  };
}

/** Whether everything is as it is wanted already. */
export const isDone = ({ assignments }: Plan): boolean => assignments.every(isSame);

/** Whether a line of a plan changes nothing, as its setting compares states. */
export const isSame = ({ setting, from, to }: Assignment): boolean =>
  SETTINGS.get(setting)?.same(from as never, to as never) ?? false;
