import { dirname, isAbsolute, join, normalize, relative } from 'node:path';
import { isScalar, isSeq } from 'yaml';
import { resourcesOf } from './function.ts';
import { parameterOverrides } from './parameter-overrides.ts';
import type { Template } from './template.ts';
import { at } from './tree.ts';

/** SAM's configuration file, as far as the two commands go. */
export interface SamSettings {
  /** The file, from where the user is. */
  readonly file: string;
  readonly environment: string;
  /** Whether SAM finds it by itself when it looks into the file's folder. */
  readonly byDefault: boolean;
  /** What a command is given by it; null where nothing. */
  readonly valueOf: (command: 'build' | 'deploy', key: string) => unknown;
}

/** What is deployed, and what SAM's configuration file says already. */
export interface Deployment {
  /** The template, from where the user is. */
  readonly template: string;
  /** Whether plain `sam build` takes it, from where the user is. */
  readonly byDefault: boolean;
  /** Whether `sam deploy` takes another template than the built one where it is told none: SAM_TEMPLATE_FILE is set. */
  readonly namesBuilt?: boolean;
  /** Null where nobody knows: then SAM asks. */
  readonly stack: string | null;
  readonly region: string;
  readonly profile: string | null;
  readonly config: SamSettings | null;
  readonly capabilities: readonly string[];
  /** Parameters that get new values; the others keep those the stack has. */
  readonly overrides: { readonly [parameter: string]: string };
}

/** The arguments of both commands, `sam` first. */
export interface SamCommands {
  readonly build: readonly string[];
  readonly deploy: readonly string[];
}

/** Where `sam build` puts what it made, and `sam deploy` looks for it. */
const BUILD_FOLDER = '.aws-sam/build';

/**
 * The commands that bring a template to its stack, to be run where the user is. SAM looks for its configuration file
 * beside the template it is given, else in the current folder, and takes a relative --config-file from there. What the file says is
 * not said again, so that the deployment is the one the user is used to.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-cli-command-reference-sam-deploy.html
 * https://github.com/aws/aws-sam-cli/blob/develop/samcli/cli/cli_config_file.py
 */
export function samCommands(deployment: Deployment): SamCommands {
  const { template, byDefault, config } = deployment;
  const built = builtTemplate(deployment);
  return {
    build: [
      'sam',
      'build',
      ...(byDefault ? [] : ['--template-file', template]),
      ...configFlags(config, byDefault ? '.' : dirname(template)),
    ],
    deploy: [
      'sam',
      'deploy',
      ...(built === null ? [] : ['--template-file', built]),
      ...configFlags(config, built === null ? '.' : dirname(built)),
      ...(deployment.stack === null ? ['--guided'] : []),
      ...deployFlags(deployment),
    ],
  };
}

/** The built template where `sam deploy` would not find it by itself; null where it does, or the user's file names it. */
function builtTemplate({ config, namesBuilt = false }: Deployment): string | null {
  const folder = config?.valueOf('build', 'build_dir') ?? null;
  if (namesBuilt) return join(typeof folder === 'string' ? folder : BUILD_FOLDER, 'template.yaml');
  if (config === null) return null;
  const named = config.valueOf('deploy', 'template_file') ?? config.valueOf('deploy', 'template');
  if (named !== null && dirname(config.file) === '.') return null;
  if (typeof folder === 'string') return join(folder, 'template.yaml');
  // A name that is meant from the file's own folder means nothing here.
  return named === null ? null : join(BUILD_FOLDER, 'template.yaml');
}

/** What it takes that SAM, looking into a folder, reads this file and this environment of it. */
function configFlags(config: SamSettings | null, folder: string): readonly string[] {
  if (config === null) return [];
  const { file, environment, byDefault } = config;
  const finds = byDefault && normalize(dirname(file)) === normalize(folder);
  return [
    ...(finds ? [] : ['--config-file', isAbsolute(file) ? file : relative(folder, file)]),
    ...(environment === 'default' ? [] : ['--config-env', environment]),
  ];
}

/** What the configuration file leaves open. */
function deployFlags({ stack, region, profile, config, capabilities, overrides }: Deployment): readonly string[] {
  const said = (key: string): unknown => config?.valueOf('deploy', key) ?? null;
  const option = (name: string, value: string | null, key: string): readonly string[] =>
    value === null || value === said(key) ? [] : [name, value];
  const bucket = said('s3_bucket') !== null || said('resolve_s3') === true || said('resolve_s3') === 'true';
  const confirms = stack === null || confirmsChangesets(config);
  return [
    ...option('--stack-name', stack, 'stack_name'),
    ...option('--region', region, 'region'),
    ...option('--profile', profile, 'profile'),
    ...(bucket ? [] : ['--resolve-s3']),
    ...(said('capabilities') === null ? ['--capabilities', ...capabilities] : []),
    ...overrideFlags(said('parameter_overrides'), overrides),
    ...(confirms ? [] : ['--no-confirm-changeset']),
    '--no-fail-on-empty-changeset',
  ];
}

/** Whether the user has SAM ask before it executes a changeset. */
export const confirmsChangesets = (config: SamSettings | null): boolean =>
  String(config?.valueOf('deploy', 'confirm_changeset') ?? false) === 'true';

/** Overrides of the command line take the place of all that the file has: those are said again, with the new values. */
function overrideFlags(configured: unknown, overrides: Deployment['overrides']): readonly string[] {
  if (Object.keys(overrides).length === 0) return [];
  const all = new Map([...parameterOverrides(configured), ...Object.entries(overrides)]);
  return [
    '--parameter-overrides',
    ...[...all].map(([name, value]) => `ParameterKey=${name},ParameterValue=${quoted(value)}`),
  ];
}

/** A value as SAM takes it within a pair. */
const quoted = (value: string): string => (/^[^\s"'\\]+$/.test(value) ? value : `"${value.replace(/["\\]/g, '\\$&')}"`);

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
