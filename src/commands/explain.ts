import { CAUSE_IDS, CAUSES, isCauseId } from '../causes/catalogue.ts';
import { nearestOf } from '../core/nearest.ts';
import { UsageError } from '../core/usage-error.ts';
import { explainText } from '../engine/explain/text.ts';
import type { Command } from '../engine/session/session.ts';
import { longFlag } from '../options/table.ts';
import { listAlone, showList } from './list.ts';

/** Options that say for what a policy is wanted. */
const FOR_PERMISSIONS = ['for', 'option', 'via', 'probe', 'me', 'user'] as const;

/** `explain`: what an error text means, or what a cause is. Offline, needs no credentials. */
export const run: Command = async (session, args) => {
  const { host, options, literal } = session;
  if (listAlone(session, args)) {
    await showList(
      session,
      CAUSE_IDS.map((id) => CAUSES[id]).map(({ id, layer, owner, title }) => ({ id, layer, owner, title })),
    );
    return 0;
  }
  const alone = args.length === 1 && !literal ? (args[0] ?? '').trim() : '';
  const idle = FOR_PERMISSIONS.find((name) => options.source(name)?.from === 'flag');
  if (alone !== 'permissions' && idle !== undefined) {
    throw new UsageError(
      `${longFlag(idle)} is about permissions; write bedrock-doctor explain permissions ${longFlag(idle)} …, or leave it out.`,
    );
  }
  if (options.flag('sample')) return (await import('../engine/explain/sample.ts')).printSample(session, args.join(' '));
  if (alone === 'permissions') return (await import('../engine/explain/permissions.ts')).explainPermissions(session);
  if (isCauseId(alone)) return (await import('../engine/explain/cause.ts')).explainCause(session, alone);
  const exit = await explainText(session, args.join(' '));
  const meant = exit === 1 && alone !== '' ? nearestOf(alone, CAUSE_IDS) : null;
  if (meant !== null) host.err(`Did you mean bedrock-doctor explain ${meant}?\n`);
  return exit;
};
