import { layerOf } from '../cause.ts';
import {
  API_ERRORS,
  API_GATEWAY_ERRORS,
  CONSISTENCY,
  INFERENCE_PARAMETERS,
  LAMBDA_ERRORS,
  LAMBDA_LOGS,
  LAMBDA_TIMEOUT,
} from '../pages.ts';

/** Causes of the layer `application`, in the order of the chain. */
export const APPLICATION = layerOf('application', {
  'function-timeout': {
    owner: 'developer',
    title: 'The function timed out, or cannot reach Bedrock from its network',
    next: "Raise the function's timeout, or give its network a way to Bedrock: NAT gateway or VPC endpoint.",
    source: LAMBDA_TIMEOUT,
  },
  'function-error': {
    owner: 'developer',
    title: 'The function fails for a reason that is not Bedrock access',
    next: "Read the function's log; the fault is in its own code or package.",
    source: LAMBDA_ERRORS,
  },
  'endpoint-error': {
    owner: 'developer',
    title: "The application's endpoint is missing or answers wrongly",
    next: "Check the address with --api-url; the API's stage and path must be deployed.",
    source: API_GATEWAY_ERRORS,
  },
  'request-invalid': {
    owner: 'developer',
    title: 'Bedrock rejects the request body, not the access',
    next: 'Correct the request body; the access itself works.',
    source: INFERENCE_PARAMETERS,
    isRefusal: false,
  },
  'logs-missing': {
    owner: 'developer',
    title: 'The expected log lines did not appear',
    next: 'Check the log group with --log-group, and that the role may write logs.',
    source: LAMBDA_LOGS,
  },
  'propagation-pending': {
    owner: 'nobody',
    title: 'The fix is applied but not effective everywhere yet',
    next: 'Wait some minutes; bedrock-doctor verify waits for you.',
    source: CONSISTENCY,
    passesWithTime: 'alone',
  },
  unknown: {
    owner: 'developer',
    title: 'The cause is not known to the doctor',
    next: "Read the whole error in the function's log, and give it to bedrock-doctor explain.",
    source: API_ERRORS,
    passesWithTime: 'once-fixed',
  },
});
