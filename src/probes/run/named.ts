import { dialectOf } from '../../applications/guide.ts';
import { defineProbe } from '../../core/probe.ts';
import { isExplicit } from '../../core/target.ts';

/** What the user named, and what was taken for want of a name; an empty text where there is none. Asks nobody. */
export const named = defineProbe({
  id: 'run/named',
  title: 'what the user named',
  actions: [],
  scope: ['region', 'stack', 'function', 'role', 'user', 'dialect', 'changedAt'],
  needs: {},
  read: async (_facts, { target }) => ({
    region: target.region.value,
    stackName: target.stack?.value ?? '',
    functionName: target.function?.value ?? '',
    roleName: target.role?.value ?? null,
    userName: target.user?.value ?? null,
    stack: isExplicit(target.stack),
    function: isExplicit(target.function),
    role: isExplicit(target.role),
    // Said here, so that it is still known where the name is redacted.
    dialect: target.dialect ?? dialectOf(target.function?.value ?? ''),
    changedAt: target.changedAt ?? null,
  }),
});
