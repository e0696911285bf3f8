import { AwsError } from '../../aws/error.ts';
import { describeVpcEndpoints } from '../../aws/operations/ec2.ts';
import { Unknowable } from '../../core/fact.ts';
import { defineProbe, maybe } from '../../core/probe.ts';
import { recentEvents } from '../cloudtrail/recent.ts';
import { endpointIn } from '../iam/by-policies.ts';
import { questions } from '../iam/questions.ts';

/** A VPC endpoint that the principal's calls come by. */
export interface EndpointPolicy {
  /** 'vpce-…' */
  readonly id: string;
  /** The document; AWS makes one that allows everything where nobody gave one. */
  readonly policy: string;
}

/**
 * The policy of the endpoint that the newest calls of the principal name; null where they name none, or several. Nothing
 * is asked then. An endpoint of another account (a shared VPC) is not to be seen from here.
 * https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export const endpointPolicy = defineProbe({
  id: 'ec2/endpoint-policy',
  title: "the VPC endpoint's policy",
  actions: ['ec2:DescribeVpcEndpoints'],
  scope: [],
  needs: { questions, recentEvents: maybe(recentEvents) },
  read: async ({ questions: wanted, recentEvents: history }, { aws }): Promise<EndpointPolicy | null> => {
    const id = wanted === null ? null : endpointIn(history, wanted.principalArn);
    if (typeof id !== 'string') return null;
    const unseen = new Unknowable({
      kind: 'undecided',
      message: `the calls come by ${id}, which is not among the endpoints of this account and Region`,
    });
    try {
      const { VpcEndpoints: [found] = [] } = await aws.ask(describeVpcEndpoints, { VpcEndpointIds: [id] });
      if (found?.PolicyDocument === undefined) throw unseen;
      return { id, policy: found.PolicyDocument };
    } catch (error) {
      throw error instanceof AwsError && /^InvalidVpcEndpointId\b/.test(error.code) ? unseen : error;
    }
  },
});
