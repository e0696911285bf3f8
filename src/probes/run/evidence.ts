import { PLAIN } from '../../applications/dialect.ts';
import { dialectOf } from '../../applications/guide.ts';
import { openDialect } from '../../applications/open-dialect.ts';
import { defineDerived, maybe } from '../../core/probe.ts';
import { collectEvidence } from '../../evidence/evidence.ts';
import type { EvidenceFact, WhoseCalls } from '../../evidence/observation.ts';
import { recentEvents } from '../cloudtrail/recent.ts';
import { invocation } from '../lambda/invocation.ts';
import { recentLog } from '../logs/recent.ts';
import { named } from './named.ts';
import { principal } from './principal.ts';
import { roleName } from './role-name.ts';

/** All that log, event history and a probe's answer tell of the principal's calls, made once; every check reads this. */
export const evidence = defineDerived({
  id: 'run/evidence',
  title: 'what happened to recent calls',
  needs: {
    recentLog: maybe(recentLog),
    recentEvents: maybe(recentEvents),
    invocation: maybe(invocation),
    roleName: maybe(roleName),
    principal: maybe(principal),
    named: maybe(named),
  },
  derive: async (facts): Promise<EvidenceFact> => {
    const {
      recentLog: log,
      recentEvents: history,
      invocation: answered,
      roleName: role,
      principal: who,
      named: given,
    } = facts;
    const known: WhoseCalls | null =
      (who.known ? who.value : null) ?? (role.known && role.value !== null ? { ...role.value } : null);
    const { dialect = null, functionName = '' } = given.known ? given.value : {};
    return collectEvidence(
      {
        log: log.known ? log.value : null,
        // Of whom an event is told by its principal alone: without one it would be anybody's.
        history: known !== null && history.known ? history.value : null,
        answered: answered.known ? answered.value : null,
      },
      await openDialect(dialect ?? dialectOf(functionName) ?? PLAIN),
      known && { name: known.name, arn: known.arn },
    );
  },
});
