import { PRIVATE_MODES, RETAINING_MODES } from '../../bedrock/data-retention.ts';
import { defineCheck } from '../../core/check.ts';
import { maybe } from '../../core/probe.ts';
import { dataRetention } from '../../probes/bedrock/data-retention.ts';
import { evidence as evidenceProbe } from '../../probes/run/evidence.ts';
import { model } from '../../probes/run/model.ts';
import { offered } from '../model/offered.ts';
import { readEvidence } from '../model-evidence.ts';

/**
 * Whether the account keeps data in the way that a few of the newest models ask for. Only read: what was shared cannot be
 * taken back, so the mode is the account's own choice.
 * https://docs.aws.amazon.com/bedrock/latest/APIReference/API_GetAccountDataRetention.html
 */
export const retainsData = defineCheck({
  id: 'account/data-retention',
  title: "The account's data-retention mode is one the model accepts",
  link: 'agreement',
  needs: { model, dataRetention, evidence: maybe(evidenceProbe) },
  after: [offered],
  messages: {
    mode: {
      severity: 'error',
      cause: 'data-retention-required',
      title: 'The model needs another data-retention mode',
      say: ({ id, mode }: { id: string; mode: string }) =>
        `${id} answers only accounts whose data-retention mode is ${[...RETAINING_MODES].join(' or ')}; this account's is ${mode}. What is shared then cannot be taken back.`,
    },
  },
  judge({ model: choice, dataRetention: mode, evidence: seen }, find) {
    if (mode === null) return { status: 'not-applicable', why: 'the model does not ask for one' };
    const id = choice.reference.given;
    const answered = readEvidence(seen, id).newestSuccessAt !== null;
    if (answered || RETAINING_MODES.has(mode)) return [];
    if (PRIVATE_MODES.has(mode)) {
      return [
        find('mode', {
          subject: id,
          data: { id, mode },
          evidence: [{ kind: 'fact', probe: 'bedrock/data-retention', pointer: '', value: mode }],
        }),
      ];
    }
    return {
      status: 'unknown',
      missing: 'bedrock:GetAccountDataRetention',
      why: {
        kind: 'failed',
        code: 'UndecidedMode',
        message: `the account's mode is ${mode}, and what that comes to is not said`,
        status: null,
      },
    };
  },
});
