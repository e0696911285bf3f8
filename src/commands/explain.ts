import { CAUSES } from '../causes/catalogue.ts';
import { CAUSE_IDS, isCauseId } from '../core/cause.ts';
import { UsageError } from '../core/usage-error.ts';
import { recognise } from '../signatures/recognise.ts';
import { explainCause, nearestCause } from './explain/cause.ts';
import { rootCauseOf } from './root-cause.ts';
import { type Command, emptyReport } from './session.ts';

/** `explain`: what an error text means, or what a cause is. Offline, needs no credentials. */
export const run: Command = async (session, args) => {
  const { host, options } = session;
  const asJson = options.text('format')?.value === 'json';
  if (options.flag('list')) {
    const all = CAUSE_IDS.map((id) => CAUSES[id]).map(({ id, layer, owner, title }) => ({ id, layer, owner, title }));
    await host.out(
      asJson ? `${JSON.stringify(all, null, 2)}\n` : all.map(({ id, title }) => `${id.padEnd(34)} ${title}\n`).join(''),
    );
    return 0;
  }
  const given = args.join(' ');
  const text = given === '-' || (given === '' && !host.stdinIsTerminal) ? ((await host.read('-')) ?? '') : given;
  if (text.trim() === '')
    throw new UsageError('Nothing to explain; pass an error text, a cause id, or - for standard input.');
  const word = text.trim();
  const alone = args.length === 1 && !session.literal;
  if (alone && word === 'permissions') {
    const { explainPermissions } = await import('./explain/permissions.ts');
    return explainPermissions(session);
  }
  if (alone && isCauseId(word)) return explainCause(session, word);
  const found = recognise(text);
  if (!found) {
    const meant = alone ? nearestCause(word) : null;
    if (meant !== null) host.err(`Did you mean bedrock-doctor explain ${meant}?\n`);
    await session.print(
      emptyReport(session, {
        verdict: 'undetermined',
        notes: ['This text holds no error of Bedrock that is known here.'],
      }),
    );
    return 1;
  }
  await session.print(
    emptyReport(session, {
      verdict: 'broken',
      rootCause: rootCauseOf({ cause: found.cause, basis: 'observed', waitMinutes: found.waitMinutes }),
      notes: [CAUSES[found.cause].next],
    }),
  );
  return 0;
};
