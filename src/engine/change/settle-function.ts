import { functionsToAsk, requestOf } from '../../remedies/template-change.ts';
import { askedIn } from '../session/context.ts';
import { originFrom } from '../session/origin.ts';
import type { Run } from './run.ts';

/** A choice that is none. */
const NONE = 'none of them';

/**
 * Which function of the template the examined one is, where its name does not tell: asked on a terminal. Elsewhere the edit
 * refuses and names them.
 */
export async function settleFunction(run: Run): Promise<Run> {
  const { session, diagnosis, inputs } = run;
  const { host, options } = session;
  if (inputs.template === null || inputs.function !== null || !host.mayAsk || !options.flag('input', true)) return run;
  const request = requestOf({ root: diagnosis.ranking.root, facts: diagnosis.facts, inputs });
  const { path, shown } = inputs.template;
  const there = functionsToAsk((await host.read(path)) ?? '', shown, request);
  if (there === null) return run;
  const chosen = await host.choose(
    `${shown} has no function ${request.function}. Which one is it, for ${await askedIn(session, originFrom(session, diagnosis.facts))}?`,
    [...there.map((name) => ({ value: name, name })), { value: NONE, name: NONE }],
  );
  return chosen === NONE ? run : { ...run, inputs: { ...inputs, function: chosen } };
}
