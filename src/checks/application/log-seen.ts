import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { recentLog } from '../../probes/logs/recent.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { model } from '../../probes/run/model.ts';
import { readEvidence } from '../model-evidence.ts';

const clock = (at: number): string => `${new Date(at).toISOString().slice(11, 19)} UTC`;

/**
 * Whether a refusal could stand in lines of the log that were not read (contract, section 3, rule 4). It could not where all
 * was read that can tell of a call, or where a call was served after it.
 */
export const logSeen = defineCheck({
  id: 'application/log-seen',
  title: 'No refusal could stand unseen in the log',
  link: 'application',
  needs: { recentLog: maybe(recentLog), evidence: maybe(evidence), model: maybe(model) },
  messages: {
    hidden: {
      severity: 'error',
      cause: 'unknown',
      title: 'A refusal could stand in lines of the log that were not read',
      say: () => 'Not all of the log was read.',
    },
  },
  judge({ recentLog: log, evidence: seen, model: choice }) {
    // What events or answers tell of other moments hides nothing of it: it is said that the log was not looked at.
    if (!log.known) return { status: 'unknown', missing: 'logs:FilterLogEvents', why: log.why };
    if (log.value === null || !log.value.exists) {
      return { status: 'not-applicable', why: 'no log was read' };
    }
    // What was read to its end leaves nothing to be judged.
    if (seen.known && seen.value.unseen === null) return { status: 'not-applicable', why: 'all of the log was read' };
    const { unseen, observations } = readEvidence(seen, choice.known ? choice.value.reference.given : null);
    // What AWS said since then decides, whatever is before it.
    if (unseen === null || observations.some(({ at }) => at >= unseen.to)) return { status: 'pass' };
    const where = unseen.from === 0 ? 'in the window' : `between ${clock(unseen.from)} and ${clock(unseen.to)}`;
    return {
      status: 'unknown',
      missing: 'logs:FilterLogEvents',
      why: {
        kind: 'undecided',
        message: `the log has more lines ${where} than were read, and a refusal may stand among them; a shorter --since reads the newest alone`,
      },
    };
  },
});
