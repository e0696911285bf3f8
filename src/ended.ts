import { AwsError, refusesCredentials } from './aws/error.ts';
import type { ExitCode } from './core/report.ts';
import { withFullStop } from './core/sentence.ts';
import { Interrupted, UsageError } from './core/usage-error.ts';

/** Says what ended a run before its end, and gives the exit code that goes with it. `debug`: with the stack of what nobody expected. */
export function ended(error: unknown, err: (text: string) => void, debug = false): ExitCode {
  if (error instanceof Interrupted) {
    err('Interrupted.\n');
    return 130;
  }
  if (error instanceof UsageError) {
    err(`${error.message}\n`);
    return 2;
  }
  if (error instanceof AwsError && (error.kind === 'no-credentials' || refusesCredentials(error.code))) {
    err(
      `AWS does not accept the credentials (${error.code}): ${withFullStop(error.message)} Sign in again, and repeat the command.\n`,
    );
    return 4;
  }
  if (error instanceof AwsError) {
    err(`AWS could not be asked (${error.code}): ${withFullStop(error.message)}\n`);
    return 3;
  }
  const message = error instanceof Error ? error.message : String(error);
  const stack = debug && error instanceof Error ? error.stack : undefined;
  err(
    `${stack ?? `Something went wrong: ${withFullStop(message)} This is a fault of bedrock-doctor itself; run it again with --debug, and report what that prints.`}\n`,
  );
  return 2;
}
