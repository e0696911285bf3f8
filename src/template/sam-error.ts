import { harmless } from '../core/harmless.ts';

/** What a run of `sam` came to. */
export interface SamOutcome {
  /** True where nothing is wrong, such as a stack that is up to date. */
  readonly ok: boolean;
  /** One sentence: what happened and what to do. */
  readonly say: string;
}

/** A failure of SAM that can be told from its output. */
interface TailError {
  readonly is: RegExp;
  readonly ok?: true;
  readonly say: (found: RegExpExecArray) => string;
  /** Output as SAM prints it. */
  readonly samples: readonly string[];
}

/**
 * In the order in which they are looked for: what says more comes first.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-troubleshooting.html
 */
export const SAM_ERRORS: readonly TailError[] = [
  {
    is: /No changes to deploy\. Stack (\S+) is up to date/,
    ok: true,
    say: ([, stack]) => `The stack ${stack} has what the template says already; there was nothing to deploy.`,
    samples: ['Error: No changes to deploy. Stack kiroween is up to date'],
  },
  {
    is: /Missing option '--stack-name'/,
    say: () =>
      'SAM does not know the stack, as there is no samconfig.toml that names it: pass --stack-name, or run sam deploy --guided once.',
    samples: [
      "Error: Missing option '--stack-name', 'sam deploy --guided' can be used to provide and save needed parameters for future deploys.",
    ],
  },
  {
    is: /S3 Bucket not specified|must be deployed via an S3 Bucket/,
    say: () => 'SAM has no bucket to put the code in: add --resolve-s3 to sam deploy, or run sam deploy --guided once.',
    samples: [
      'Error: S3 Bucket not specified, use --s3-bucket to specify a bucket name, or use --resolve-s3 to create a managed default bucket, or run sam deploy --guided',
      'Error: Templates with a size greater than 51,200 bytes must be deployed via an S3 Bucket. Please add the --s3-bucket parameter to your command.',
    ],
  },
  {
    is: /deployment s3 bucket is in a different region/,
    say: () => 'The bucket of samconfig.toml is in another Region: take s3_bucket out of it and add --resolve-s3.',
    samples: ['Error: kiroween-code : deployment s3 bucket is in a different region, try sam deploy --guided'],
  },
  {
    is: /Requires capabilities ?: ?\[([A-Z_, ]+)\]/,
    say: ([, names]) =>
      `CloudFormation wants ${names} acknowledged: add --capabilities ${names?.replaceAll(',', '')} to sam deploy, or to samconfig.toml.`,
    samples: [
      'Error: Failed to create changeset for the stack: kiroween, ex: Waiter ChangeSetCreateComplete failed: Waiter encountered a terminal failure state: For expression "Status" we matched expected path: "FAILED" Status: FAILED. Reason: Requires capabilities : [CAPABILITY_NAMED_IAM]',
    ],
  },
  {
    is: /ExpiredToken|security token included in the request is (?:expired|invalid)|Token has expired|InvalidClientTokenId|SSO session .* expired/,
    say: () =>
      'AWS does not accept the credentials SAM used: sign in again, for instance with aws sso login, and deploy again.',
    samples: [
      'Error: Failed to create managed resources: An error occurred (ExpiredToken) when calling the CreateChangeSet operation: The security token included in the request is expired',
      'Error: Error when retrieving token from sso: Token has expired and refresh failed',
    ],
  },
  {
    is: /Unable to locate credentials|NoCredentials|config profile \(\S+\) could not be found/,
    say: () => 'SAM found no AWS credentials: sign in, or name a profile with --profile.',
    samples: [
      'Error: Failed to create managed resources: Unable to locate credentials',
      'Error: The config profile (poet) could not be found',
    ],
  },
  {
    is: /is not authorized to perform: ([\w-]+:\w+)/,
    say: ([, action]) =>
      `Whoever deploys may not ${action}: ask an administrator for that permission, or deploy as somebody who has it.`,
    samples: [
      'Error: Failed to create changeset for the stack: kiroween, An error occurred (AccessDenied) when calling the CreateChangeSet operation: User: arn:aws:iam::123456789012:user/dev is not authorized to perform: cloudformation:CreateChangeSet on resource: arn:aws:cloudformation:ap-northeast-2:123456789012:stack/kiroween/*',
    ],
  },
  {
    is: /is in (ROLLBACK_COMPLETE|ROLLBACK_FAILED|CREATE_FAILED|DELETE_FAILED) state and can ?not be updated/,
    say: ([, state]) =>
      `The stack was never made whole (${state}) and cannot be updated: delete it with sam delete, then deploy again.`,
    samples: [
      'Error: Failed to create changeset for the stack: kiroween, An error occurred (ValidationError) when calling the CreateChangeSet operation: Stack:arn:aws:cloudformation:ap-northeast-2:123456789012:stack/kiroween/0a1b is in ROLLBACK_COMPLETE state and can not be updated.',
    ],
  },
  {
    is: /is in (\w+_IN_PROGRESS) state and can ?not be updated/,
    say: ([, state]) => `The stack is being changed just now (${state}): wait until that is over, then deploy again.`,
    samples: [
      'Error: Failed to create changeset for the stack: kiroween, An error occurred (ValidationError) when calling the CreateChangeSet operation: Stack:arn:aws:cloudformation:ap-northeast-2:123456789012:stack/kiroween/0a1b is in UPDATE_IN_PROGRESS state and can not be updated.',
    ],
  },
  {
    is: /is in (UPDATE_ROLLBACK_FAILED) state and can ?not be updated/,
    say: () =>
      'An earlier rollback of the stack failed: finish it with aws cloudformation continue-update-rollback, then deploy again.',
    samples: [
      'An error occurred (ValidationError) when calling the CreateChangeSet operation: Stack:arn:aws:cloudformation:ap-northeast-2:123456789012:stack/kiroween/0a1b is in UPDATE_ROLLBACK_FAILED state and can not be updated.',
    ],
  },
  {
    is: /expected path: "(ROLLBACK_COMPLETE|UPDATE_ROLLBACK_COMPLETE|ROLLBACK_FAILED|UPDATE_ROLLBACK_FAILED)"/,
    say: ([, state]) =>
      `CloudFormation took the deployment back (${state}): the first line with FAILED above says which resource and why.`,
    samples: [
      'Error: Failed to create/update the stack: kiroween, Waiter StackUpdateComplete failed: Waiter encountered a terminal failure state: For expression "Stacks[].StackStatus" we matched expected path: "UPDATE_ROLLBACK_COMPLETE" at least once',
    ],
  },
  {
    is: /Docker is unreachable|requires Docker|Running AWS SAM projects locally requires/i,
    say: () => 'SAM builds in a container and Docker is not running: start Docker, or build without --use-container.',
    samples: [
      'Error: Docker is unreachable. Docker needs to be running to build inside a container.',
      'Error: Running AWS SAM projects locally requires Docker. Have you got it installed and running?',
    ],
  },
  {
    is: /Binary validation failed for (\w+)[\s\S]*?constraints for runtime: ([\w.]+)/,
    say: ([, language, runtime]) =>
      `The ${language} of ${runtime} is not on this machine: install it, or build with sam build --use-container.`,
    samples: [
      "Build Failed\nError: PythonPipBuilder:Validation - Binary validation failed for python, searched for python in following locations  : ['/usr/bin/python'] which did not satisfy constraints for runtime: python3.9. Do you have python for runtime: python3.9 on your PATH?",
    ],
  },
  {
    is: /Template file not found at (\S+)|Invalid value for '(?:-t|--template-file)[^']*'/,
    say: () =>
      'SAM does not find the template: run it in the folder of the template, or name the file with --template-file.',
    samples: ['Error: Template file not found at /home/dev/poetry/template.yml'],
  },
  {
    is: /Build Failed\s+Error: ([^\n]+)/,
    say: ([, why]) => `The code could not be built: ${why?.trim().replace(/\.$/, '')}.`,
    samples: ['Build Failed\nError: NodejsNpmBuilder:NpmInstall - NPM Failed: npm ERR! code E404'],
  },
  {
    is: /(?:Invalid Serverless Application Specification document|Failed to parse template|InvalidTemplate)[^\n]*/,
    say: ([text]) => `The template is not valid: ${text?.trim().replace(/\.$/, '')}.`,
    samples: [
      'Error: Failed to create changeset for the stack: kiroween, ex: Waiter ChangeSetCreateComplete failed: Reason: Transform AWS::Serverless-2016-10-31 failed with: Invalid Serverless Application Specification document. Number of errors found: 1.',
    ],
  },
];

/** ANSI colors, which SAM prints on a terminal and in some pipes. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const COLORS = /\u001b\[[\d;]*m/g;

/** What a run of `sam build` or `sam deploy` came to, from its output and exit code; 127 and null: there is no `sam`. */
export function samOutcome(step: 'build' | 'deploy', code: number | null, output: string): SamOutcome {
  if (code === 0) return { ok: true, say: step === 'build' ? 'The code is built.' : 'The stack is deployed.' };
  if (code === null || code === 127) {
    return {
      ok: false,
      say: 'There is no sam on this machine: install the AWS SAM CLI, or run both commands where it is.',
    };
  }
  const text = output.replace(COLORS, '');
  for (const { is, ok = false, say } of SAM_ERRORS) {
    const found = is.exec(text);
    if (found) return { ok, say: harmless(say(found)) };
  }
  const last = text
    .split('\n')
    .filter((line) => line.startsWith('Error:'))
    .at(-1);
  const why = last ? `: ${last.slice('Error:'.length).trim().replace(/\.$/, '')}` : '';
  return { ok: false, say: harmless(`sam ${step} ended with code ${code}${why}.`) };
}
