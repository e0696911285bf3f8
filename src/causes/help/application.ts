import type { APPLICATION } from '../layers/application.ts';
import { EXECUTION_ROLE, LAMBDA_NETWORK, MODEL_ACCESS, VPC_ENDPOINTS } from '../pages.ts';
import type { Help } from './help.ts';

/** The long texts of the layer `application`. */
export const APPLICATION_HELP: Readonly<Record<keyof typeof APPLICATION, Help>> = {
  'function-timeout': {
    what: 'Lambda ended the function when its time was up. Either the model takes longer than the function may run, or the function waits for an address that it cannot reach: in a VPC without NAT gateway or endpoint there is no error, only silence.',
    confirm: 'Whether the function is in a VPC, and its timeout, are read from its configuration.',
    fix: [
      'In a VPC: give the subnet a NAT gateway, or make an interface endpoint for bedrock-runtime.',
      "Raise the function's timeout in the template (a model may take a minute), and keep in mind that API Gateway has a limit of its own.",
    ],
    useless: ['Changing the IAM policy does not help: no refusal came back.'],
    wait: null,
    sources: [LAMBDA_NETWORK, VPC_ENDPOINTS],
  },
  'function-error': {
    what: 'The function fails before or after it talks to Bedrock: a module that is missing from the package, a handler of another name, an exception in its own code.',
    confirm: '',
    fix: ['Read the log: bedrock-doctor tail shows it.', 'Fix the code or the package, and deploy again.'],
    useless: ['Changing the IAM policy, the form or the agreement does not help.'],
    wait: null,
    sources: [],
  },
  'endpoint-error': {
    what: "The application's own address answers with an error, or does not exist: the stage or path is wrong, the API was not deployed, or the gateway cannot use what the function returned.",
    confirm: 'It shows when the poem is asked for (verify), not in a diagnosis, which only reads.',
    fix: [
      "Pass the address from the stack's outputs with --api-url.",
      'Deploy the API; check stage and path.',
      'bedrock-doctor verify --via lambda goes past the gateway and tells which of the two it is.',
    ],
    useless: ['Changing the IAM policy of the function does not help: the call does not reach it, or comes back fine.'],
    wait: null,
    sources: [],
  },
  'request-invalid': {
    what: 'Bedrock let the call through and rejects its content: a missing or unknown field, parameters that exclude each other, a number that is too large. Each family of models has a body of its own.',
    confirm: '',
    fix: [
      "Correct the request as the message says; the provider's page lists the fields.",
      'The Converse operations have one form for all models.',
    ],
    useless: [
      'Changing the IAM policy, the form or the agreement does not help: the access works.',
      'Retrying the same body does not help.',
    ],
    wait: null,
    sources: [],
  },
  'logs-missing': {
    what: 'The lines that a successful call writes did not appear in the log in time, or an unwanted one did. The function may log elsewhere, may not be allowed to write, or may not have been called.',
    confirm: 'It belongs to verify and tail: an empty log is no fault of a diagnosis.',
    fix: [
      "Check the log group with --log-group; the function's configuration names the one it uses.",
      'Allow the role logs:CreateLogStream and logs:PutLogEvents (AWSLambdaBasicExecutionRole has them).',
      'If the code logs other lines, say which with --expect and --forbid.',
    ],
    useless: ['Changing permissions on Bedrock does not help.'],
    wait: 'Lines usually appear within 20 seconds; AWS promises no figure.',
    sources: [EXECUTION_ROLE],
  },
  'propagation-pending': {
    what: 'The fix is in place, and not every part of AWS knows it yet. Policies are copied to many places, and a subscription or form is taken into account with a delay. Answers may flap between refusal and success.',
    confirm: 'The refusal is older than the change, or younger than 15 minutes while a fact already contradicts it.',
    fix: ['Wait, and let bedrock-doctor verify --tail tell when it works; it wants two spaced successes.'],
    useless: [
      'Making the same change again does not help.',
      'Deploying the function again does not help: policies are asked at every call.',
      'Granting more does not help.',
    ],
    wait: 'Up to 2 minutes for a permission, up to 15 for a subscription or the form.',
    sources: [MODEL_ACCESS],
  },
  unknown: {
    what: 'The text, or what was read, is none of the errors of Bedrock that are known here. That is said in place of a guess: a wrong cause costs more than none.',
    confirm: '',
    fix: [
      "Read the whole error in the function's log (bedrock-doctor tail), and give it to bedrock-doctor explain, untruncated.",
      'If it is an error of Bedrock, please report the text, without account ids, so that it becomes known.',
    ],
    useless: ['Adding permissions on suspicion does not help, and leaves more open than before.'],
    wait: null,
    sources: [],
  },
};
