import { CAUSES } from '../causes/catalogue.ts';
import { CAUSE_IDS, isCauseId } from '../core/cause.ts';
import { explainText } from './explain/text.ts';
import { nearestOf } from './nearest.ts';
import type { Command } from './session.ts';

/** `explain`: what an error text means, or what a cause is. Offline, needs no credentials. */
export const run: Command = async (session, args) => {
  const { host, options, literal } = session;
  if (options.flag('list')) {
    const all = CAUSE_IDS.map((id) => CAUSES[id]).map(({ id, layer, owner, title }) => ({ id, layer, owner, title }));
    await host.out(
      options.text('format')?.value === 'json'
        ? `${JSON.stringify(all, null, 2)}\n`
        : all.map(({ id, title }) => `${id.padEnd(34)} ${title}\n`).join(''),
    );
    return 0;
  }
  const alone = args.length === 1 && !literal ? (args[0] ?? '').trim() : '';
  if (alone === 'permissions') return (await import('./explain/permissions.ts')).explainPermissions(session);
  if (isCauseId(alone)) return (await import('./explain/cause.ts')).explainCause(session, alone);
  const exit = await explainText(session, args.join(' '));
  const meant = exit === 1 && alone !== '' ? nearestOf(alone, CAUSE_IDS) : null;
  if (meant !== null) host.err(`Did you mean bedrock-doctor explain ${meant}?\n`);
  return exit;
};
