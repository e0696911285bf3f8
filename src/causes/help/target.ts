import type { TARGET } from '../layers/target.ts';
import { LAMBDA_NETWORK, STACK_STATUS } from '../pages.ts';
import type { Help } from './help.ts';

/** The long texts of the layer `target`. */
export const TARGET_HELP: Readonly<Record<keyof typeof TARGET, Help>> = {
  'region-missing': {
    what: 'No flag, no variable and no profile says which Region to ask, so the client does not know an address to call.',
    confirm: '',
    fix: ['Pass --region, set AWS_REGION, or write region into the profile with aws configure set region NAME.'],
    useless: ['Changing a policy does not help: nobody has asked anything yet.'],
    wait: null,
    sources: [],
  },
  'region-unsupported': {
    what: 'Amazon Bedrock has no endpoint in this Region, or none of its models are there. The name of the address does not resolve, or the service answers that it does not know the operation.',
    confirm: '',
    fix: [
      "Choose a Region that offers Bedrock, with --region and in the function's own configuration.",
      'A function may call Bedrock in another Region than its own: give its client that Region, and its role the ARNs of that Region.',
    ],
    useless: [
      'Asking for model access does not help: there is nothing to have access to in this Region.',
      'Changing a policy does not help.',
    ],
    wait: null,
    sources: [],
  },
  'endpoint-unreachable': {
    what: 'There was no answer at all: the name did not resolve, the connection was refused, or nothing came back in time. AWS has not said no; it was not asked. In a VPC the usual reason is that the subnet has no way out.',
    confirm: '',
    fix: [
      'Check the network, the proxy (HTTPS_PROXY, NO_PROXY) and --endpoint-url or AWS_ENDPOINT_URL.',
      'For a function in a VPC: give the subnet a NAT gateway, or make interface endpoints for bedrock-runtime (and for bedrock, for the control plane).',
      'Check that the security groups let port 443 out, and into the endpoint.',
    ],
    useless: ['Changing a policy, a form or an agreement does not help: no request arrives.'],
    wait: null,
    sources: [LAMBDA_NETWORK],
  },
  'stack-not-found': {
    what: 'CloudFormation knows no stack of this name in this account and Region. Most often the Region or the profile is not the one the stack was deployed with. A deleted stack is not found by its name either.',
    confirm: 'Where the stack is missing, the names of the stacks that do exist are listed beside it.',
    fix: [
      'Pass the right --stack, --region and --profile; samconfig.toml says what sam deploy used.',
      'Without a stack, pass the function itself with --function NAME or ARN: then no stack is needed.',
    ],
    useless: [
      'Changing a policy does not help unless the message names a permission; a hidden stack is an AccessDenied, not this.',
    ],
    wait: null,
    sources: [STACK_STATUS],
  },
  'stack-unhealthy': {
    what: 'The last deployment failed or has not finished, so that what runs may be older than what the template says, or not be there at all. A permission that was added in that deployment may have been rolled back with it.',
    confirm: '',
    fix: [
      "Read the first failed event: aws cloudformation describe-stack-events --stack-name NAME, or the stack's Events in the console.",
      'Mend what it names, and run sam deploy again. ROLLBACK_COMPLETE after a first deployment needs sam delete before.',
      'While it is in progress, wait until it has finished.',
    ],
    useless: ['Adding permissions by hand does not repair the deployment, and the next one may take them away.'],
    wait: null,
    sources: [],
  },
  'function-not-found': {
    what: 'Lambda knows no function of this name in this account and Region, or the stack has no resource with this logical id. The name that SAM gives ends in letters of its own, so that the logical id is the safer thing to pass.',
    confirm: 'Where the function is missing, the functions that do exist are listed beside it.',
    fix: [
      "Pass the function's logical id, name or ARN with --function.",
      'Check --region and --profile; deploy the stack if the function was never made.',
    ],
    useless: ['Changing a policy does not help; a function you may not see is an AccessDenied, not this.'],
    wait: null,
    sources: [],
  },
  'role-not-found': {
    what: 'The role that the function is configured with does not exist any more, or the name that was passed is wrong. A role that was deleted and made again under the same name is another role: its policies are gone.',
    confirm: '',
    fix: [
      'Deploy the stack again so that CloudFormation makes the role, or name an existing one with --role.',
      'After making a role again under the old name, update the function once, so that Lambda takes the new one.',
    ],
    useless: ['Granting permissions to another role does not help while the function uses this one.'],
    wait: null,
    sources: [],
  },
};
