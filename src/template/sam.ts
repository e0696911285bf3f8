import { isScalar, isSeq } from 'yaml';
import { resourcesOf } from './function.ts';
import type { Template } from './template.ts';
import { at } from './tree.ts';

/** What is deployed, and what samconfig.toml beside the template says already. */
export interface Deployment {
  /** The template's file name, in the folder the commands are run in. */
  readonly file: string;
  readonly stack: string;
  readonly region: string;
  readonly profile: string | null;
  /** What `[default.deploy.parameters]` and `[default.global.parameters]` say; null where no samconfig.toml says how to deploy. */
  readonly configured: {
    readonly stack: string | null;
    readonly region: string | null;
    readonly profile: string | null;
  } | null;
  readonly capabilities: readonly string[];
  /** Parameters that get new values; the others keep those the stack has. */
  readonly overrides: { readonly [parameter: string]: string };
}

/** The arguments of both commands, `sam` first. */
export interface SamCommands {
  readonly build: readonly string[];
  readonly deploy: readonly string[];
}

/** The names `sam build` finds by itself: https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-build.html */
const FOUND: ReadonlySet<string> = new Set(['template.yaml', 'template.yml', 'template.json']);

/**
 * The commands that bring a template to its stack without a question. What samconfig.toml says is not said again, so that
 * the deployment is the one the user is used to; `sam deploy` takes what `sam build` made.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html
 */
export function samCommands(deployment: Deployment): SamCommands {
  const { file, stack, region, profile, configured, capabilities, overrides } = deployment;
  const option = (name: string, value: string | null, said: string | null | undefined): readonly string[] =>
    value === null || value === said ? [] : [name, value];
  // Without a samconfig.toml SAM knows neither where to put the code nor what it may create.
  const first = configured === null ? ['--resolve-s3', '--capabilities', ...capabilities] : [];
  const values = Object.entries(overrides).map(([name, value]) => `ParameterKey=${name},ParameterValue=${value}`);
  return {
    build: ['sam', 'build', ...(FOUND.has(file) ? [] : ['--template-file', file])],
    deploy: [
      'sam',
      'deploy',
      ...option('--stack-name', stack, configured?.stack),
      ...option('--region', region, configured?.region),
      ...option('--profile', profile, configured?.profile),
      ...first,
      ...(values.length > 0 ? ['--parameter-overrides', ...values] : []),
      '--no-confirm-changeset',
      '--no-fail-on-empty-changeset',
    ],
  };
}

/** What CloudFormation wants acknowledged for a template: https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateChangeSet.html */
export function capabilitiesOf(template: Template): readonly string[] {
  const resources = resourcesOf(template);
  const named = resources.some(
    ({ type, map }) => /^AWS::IAM::/.test(type) && NAMES.some((name) => at(template, map, 'Properties', name) !== null),
  );
  const nested = resources.some(
    ({ type }) => type === 'AWS::Serverless::Application' || type === 'AWS::CloudFormation::Stack',
  );
  const transform = at(template, template.root, 'Transform');
  const names = isSeq(transform) ? transform.items : [transform];
  const macros = names.some((name) => isScalar(name) && !/^AWS::(?:Serverless-|Include)/.test(String(name.value)));
  return [named ? 'CAPABILITY_NAMED_IAM' : 'CAPABILITY_IAM', ...(nested || macros ? ['CAPABILITY_AUTO_EXPAND'] : [])];
}

/** The properties by which an IAM resource gets a name of the user's choice. */
const NAMES = ['RoleName', 'ManagedPolicyName', 'UserName', 'GroupName', 'InstanceProfileName'];

/** Arguments as they can be pasted into a POSIX shell. */
export const shellText = (args: readonly string[]): string =>
  args.map((arg) => (/^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`)).join(' ');
