import { harmless } from '../../core/harmless.ts';
import { isExplicit } from '../../core/target.ts';
import { UsageError } from '../../core/usage-error.ts';
import { pasteable, type Resolved } from '../report/pasteable.ts';
import type { AwsSession } from './aws-session.ts';
import { askedIn } from './context.ts';
import { askOrigin } from './origin.ts';

/** The session in whose commands that function or model is named, and the stack that the function is a logical id of. */
export const naming = (
  session: AwsSession,
  name: 'function' | 'model',
  value: string,
): AwsSession & Pick<Resolved, 'chosen'> => {
  const { stack } = session.target;
  const inStack = name === 'function' && stack !== null && isExplicit(stack) ? { stack: stack.value } : {};
  return { ...session, chosen: { ...inStack, [name]: value } };
};

/**
 * Which of several functions or models a command is about that takes one: the only one, else the prompt asks. Throws a
 * `UsageError` with a command for each where nobody can be asked.
 */
export async function chooseOne(
  session: AwsSession,
  {
    all,
    name,
    why,
    command,
  }: {
    readonly all: readonly string[];
    readonly name: 'function' | 'model';
    /** A clause: 'several functions of the stack call Bedrock'. */
    readonly why: string;
    /** What is printed for each of them: 'bedrock-doctor verify'. */
    readonly command: string;
  },
): Promise<string> {
  const { host, options } = session;
  const [only, ...others] = all;
  if (only !== undefined && others.length === 0) return only;
  const sentence = `${why.slice(0, 1).toUpperCase()}${why.slice(1)}`;
  if (host.mayAsk && options.flag('input', true)) {
    const { here } = await askOrigin(session);
    return host.choose(
      `${sentence}. Which one is meant in ${await askedIn(session, here)}?`,
      all.map((one) => ({ value: one, name: harmless(one) })),
    );
  }
  const commands = all.map((value) => `  ${pasteable(naming(session, name, value), command)}`);
  throw new UsageError(`${sentence}; run one of:\n${commands.join('\n')}`);
}
