import type { CREDENTIALS } from '../layers/credentials.ts';
import { API_KEYS, EXECUTION_ROLE, SIGNING } from '../pages.ts';
import type { Help } from './help.ts';

/** The long texts of the layer `credentials`. */
export const CREDENTIALS_HELP: Readonly<Record<keyof typeof CREDENTIALS, Help>> = {
  'credentials-missing': {
    what: 'The AWS client found no key anywhere it looks: no variables, no profile, no single sign-on session, no role of the machine. Nothing was asked of AWS, so nothing can be said about the account.',
    confirm: '',
    fix: [
      'Sign in: aws sso login --profile NAME, or aws configure for long-term keys.',
      'Name the profile with --profile or AWS_PROFILE.',
      'Run aws sts get-caller-identity with the same profile; when that answers, so does bedrock-doctor.',
    ],
    useless: [
      'Changing a policy does not help: nobody has asked anything yet.',
      'Deploying the function again does not help: its role has nothing to do with the keys on this machine.',
    ],
    wait: null,
    sources: [],
  },
  'credentials-expired': {
    what: 'The keys were temporary, from a sign-in or from assuming a role, and their time is over. AWS answers every call with an expiry error until there are new ones. It says nothing about what the keys were allowed to do.',
    confirm: '',
    fix: [
      'Sign in again: aws sso login --profile NAME, or run whatever gave you the keys.',
      'Unset AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN if old ones are set in the environment: they come before the profile.',
    ],
    useless: [
      'Changing a policy does not help: AWS refuses the key before it looks at any policy.',
      'Waiting does not help: an expired key stays expired.',
    ],
    wait: null,
    sources: [],
  },
  'credentials-invalid': {
    what: 'AWS does not know the key, or the signature made with it is wrong: a deleted or deactivated key, a typing error, a secret that does not belong to the key, or keys of another partition. In a Lambda function it also happens when keys of its own are mixed with the session token that Lambda sets.',
    confirm: '',
    fix: [
      'Run aws sts get-caller-identity with the same profile to see it without bedrock-doctor.',
      'Take fresh keys, or choose another profile; set all of AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and, for temporary keys, AWS_SESSION_TOKEN, or none.',
      'In a function, remove keys of its own from the environment, so that its role is used.',
    ],
    useless: [
      'Changing a policy does not help: AWS refuses the key before it looks at any policy.',
      "The model's agreement and the use-case form have nothing to do with it.",
    ],
    wait: null,
    sources: [EXECUTION_ROLE, 'https://github.com/anthropics/anthropic-sdk-typescript/issues/537'],
  },
  'clock-skew': {
    what: 'Each request is signed with the time of the machine that sends it, and AWS takes it only within some minutes of its own time. A clock that is wrong makes every signature look expired, or made in the future. Current SDKs correct this by themselves; older ones and other clients do not.',
    confirm: '',
    fix: [
      'Set the clock, and let it be kept right: timedatectl set-ntp true on Linux, automatic time in the settings elsewhere.',
      'In a container or virtual machine, set the clock of the host.',
    ],
    useless: ['New keys do not help: they are signed with the same wrong time.', 'Changing a policy does not help.'],
    wait: null,
    sources: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html'],
  },
  'bearer-token-rejected': {
    what: 'The call carries a Bedrock API key (a bearer token) in place of a signature, and AWS rejects it: it has expired, is misspelt, or its user may not bedrock:CallWithBearerToken. When AWS_BEARER_TOKEN_BEDROCK is set, an SDK may use it in place of the role; which of the two wins is not documented for every SDK.',
    confirm: "The names of the variables in the function's environment are read, never their values.",
    fix: [
      "Remove AWS_BEARER_TOKEN_BEDROCK from the function's environment, so that its role is used.",
      'Or make a new Bedrock API key, and allow its user bedrock:CallWithBearerToken and the model.',
    ],
    useless: [
      "Granting the function's role more does not help while the API key is used in its place.",
      'Waiting does not help: an expired key stays expired.',
    ],
    wait: null,
    sources: [API_KEYS, SIGNING],
  },
};
