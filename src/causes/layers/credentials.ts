import { layerOf } from '../cause.ts';
import { API_KEYS, COMMON_ERRORS, SIGNING } from '../pages.ts';

/** Causes of the layer `credentials`, in the order of the chain. */
export const CREDENTIALS = layerOf('credentials', {
  'credentials-missing': {
    owner: 'developer',
    title: 'No AWS credentials were found',
    next: 'Sign in with aws sso login, set AWS_PROFILE, or pass --profile.',
    source: COMMON_ERRORS,
    endsTheRun: true,
  },
  'credentials-expired': {
    owner: 'developer',
    title: 'The AWS credentials have expired',
    next: 'Sign in again with aws sso login, or fetch new temporary keys.',
    source: COMMON_ERRORS,
    endsTheRun: true,
  },
  'credentials-invalid': {
    owner: 'developer',
    title: 'AWS does not accept the credentials',
    next: 'Check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN, or choose another --profile; in a function, remove keys of its own from the environment.',
    source: COMMON_ERRORS,
    endsTheRun: true,
  },
  'clock-skew': {
    owner: 'developer',
    title: "This machine's clock is too far from AWS's",
    next: "Set this machine's clock; AWS takes requests only within five minutes of its own.",
    source: SIGNING,
    endsTheRun: true,
  },
  'bearer-token-rejected': {
    owner: 'developer',
    title: 'A Bedrock API key is used and is rejected or not allowed',
    next: "Make a new Bedrock API key, or remove AWS_BEARER_TOKEN_BEDROCK so that the role is used; the key's user needs bedrock:CallWithBearerToken.",
    source: API_KEYS,
    overtakenBy: 'policies',
  },
});
