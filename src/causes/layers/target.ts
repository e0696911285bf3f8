import { layerOf } from '../cause.ts';
import { EXECUTION_ROLE, GET_FUNCTION, REGIONS, STACK_STATUS, STACKS, VPC_ENDPOINTS } from '../pages.ts';

/** Causes of the layer `target`, in the order of the chain. */
export const TARGET = layerOf('target', {
  'region-missing': {
    owner: 'developer',
    title: 'No AWS Region is configured',
    next: 'Pass --region or set AWS_REGION.',
    source: REGIONS,
  },
  'region-unsupported': {
    owner: 'developer',
    title: 'Bedrock is not offered in this Region',
    next: 'Choose a Region that offers Bedrock with --region.',
    source: REGIONS,
  },
  'endpoint-unreachable': {
    owner: 'developer',
    title: 'The AWS endpoint cannot be reached',
    next: 'Check the network, the proxy settings and --endpoint-url; in a VPC, add a NAT gateway or a VPC endpoint.',
    source: VPC_ENDPOINTS,
    passesWithTime: 'on-retry',
  },
  'stack-not-found': {
    owner: 'developer',
    title: 'The CloudFormation stack does not exist here',
    next: 'Pass the right --stack, --region and --profile.',
    source: STACKS,
  },
  'stack-unhealthy': {
    owner: 'developer',
    title: 'The CloudFormation stack is in a failed or unfinished state',
    next: "Look at the stack's events in CloudFormation, then deploy it again with sam deploy.",
    source: STACK_STATUS,
  },
  'function-not-found': {
    owner: 'developer',
    title: 'The Lambda function does not exist',
    next: "Pass the function's logical id, name or ARN with --function.",
    source: GET_FUNCTION,
  },
  'role-not-found': {
    owner: 'developer',
    title: 'The role or user does not exist',
    next: 'Make it again, by deploying what made it, or name the one that is meant with --role or --user.',
    source: EXECUTION_ROLE,
  },
});
