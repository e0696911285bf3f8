import { partitionOf } from '../../bedrock/partition.ts';
import { defineCheck } from '../../core/check.ts';
import type { Fact, Unknown } from '../../core/fact.ts';
import type { Evidence } from '../../core/finding.ts';
import { maybe } from '../../core/probe.ts';
import { availability } from '../../probes/bedrock/availability.ts';
import { foundationModel } from '../../probes/bedrock/foundation-model.ts';
import { useCaseForm } from '../../probes/bedrock/use-case-form.ts';
import { named } from '../../probes/run/named.ts';
import { caller } from '../../probes/sts/caller.ts';
import { accepted } from '../credentials/accepted.ts';

/** No Bedrock endpoint answers there, or it says so itself. */
const saysNo = (fact: Fact<unknown>): boolean =>
  !fact.known &&
  ((fact.why.kind === 'unreachable' && /ENOTFOUND/.test(fact.why.message)) ||
    (fact.why.kind === 'failed' && /not (available|supported|offered) in/i.test(fact.why.message)));

/** What AWS, or nobody, answered. */
const evidenceOf = (why: Unknown | null): readonly Evidence[] =>
  why === null || !('message' in why)
    ? []
    : [
        {
          kind: 'answer',
          action: 'bedrock:GetFoundationModel',
          code: 'code' in why ? why.code : 'Unreachable',
          message: why.message,
        },
      ];

/** Whether the Region has Bedrock at all; none of China's has, whatever answers there: https://docs.aws.amazon.com/bedrock/latest/userguide/bedrock-regions.html */
export const regionOffersBedrock = defineCheck({
  id: 'target/region-offers-bedrock',
  title: 'Bedrock is offered in the Region',
  link: 'region',
  needs: {
    caller: maybe(caller),
    foundationModel: maybe(foundationModel),
    availability: maybe(availability),
    useCaseForm: maybe(useCaseForm),
    named,
  },
  after: [accepted],
  messages: {
    absent: {
      severity: 'error',
      cause: 'region-unsupported',
      title: 'Bedrock is not offered in this Region',
      say: ({ region }: { region: string }) =>
        `AWS answers in ${region}, but Bedrock does not; choose another --region.`,
    },
  },
  judge({ foundationModel: model, availability: access, useCaseForm: form, named: { region } }, find) {
    const absent = partitionOf(region) === 'aws-cn' ? !model.known && !access.known : [model, access].every(saysNo);
    if (!absent) {
      return model.known || access.known || form.known
        ? []
        : { status: 'not-applicable', why: 'Bedrock could not be asked' };
    }
    return [
      find('absent', {
        subject: region,
        data: { region },
        evidence: evidenceOf(model.known ? null : model.why),
      }),
    ];
  },
});
