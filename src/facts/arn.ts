import type { NameKind, Pseudonyms } from './pseudonyms.ts';

/**
 * ARNs in a text: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html. A comma is part of one, as role
 * session names may have it, unless another ARN or a space follows.
 */
export const ARN = /\barn:(?:aws[a-z-]*|\*):(?:\$\{[^}]*\}|,(?!arn:|\s)|[^\s"'`<>()[\]{},;])+/g;

/** What the names in a resource are, by service and type. */
const KINDS: { readonly [type: string]: NameKind } = {
  'cloudformation:stack': 'stack',
  'execute-api:': 'api',
  'iam:policy': 'policy',
  'iam:role': 'role',
  'iam:user': 'user',
  'kms:alias': 'alias',
  'kms:key': 'key',
  'lambda:function': 'function',
  'logs:log-group': 'log-group',
  'sts:assumed-role': 'role',
  'sts:federated-user': 'user',
};
/** Resources of Bedrock that AWS itself names. */
const PUBLIC_MODELS = /^(?:foundation-model|default-prompt-router|async-invoke|system-tool)\//;
const SYSTEM_PROFILE = /^inference-profile\/[a-z-]+\.[a-z0-9]+\./;
/** Parts of a resource that say nothing about anybody: wildcards, versions, AWS's own paths, Regions, types. */
const PUBLIC_PART =
  /^(?:[*?]+|\$LATEST|v?\d{1,5}|service-role|aws-service-role|aws-reserved|aws-managed|aws|[a-z-]+\.amazonaws\.com|[a-z]{2,4}(?:-[a-z]+)+-\d|AWSServiceRoleFor\w*|GET|POST|PUT|log-stream|alias)$/;

/** A part of an ARN or policy value, its wildcards and policy variables left where they are. */
export const part = (text: string, kind: NameKind, names: Pseudonyms): string =>
  PUBLIC_PART.test(text)
    ? text
    : text
        .split(/(\$\{[^}]*\}|[*?]+)/)
        .map((piece, index) => (index % 2 === 1 || piece === '' ? piece : names.of(kind, piece)))
        .join('');

const account = (text: string, names: Pseudonyms): string =>
  text === '' || text === 'aws' || !/[A-Za-z0-9]/.test(text) ? text : names.of('account', text);

/** The same ARN of another account with other names: partition, service, Region and type stay, and so does what AWS names. */
export function redactArn(arn: string, names: Pseudonyms): string {
  // Marks after an ARN belong to the sentence it is in.
  const [, partition = '', service = '', region = '', owner = '', rest = '', end = ''] =
    /^arn:([^:]*):([^:]*):([^:]*):([^:]*):([\s\S]*?[^.:,])([.:,]*)$/.exec(arn) ?? [];
  // Cut short: what is left names nobody.
  if (rest === '') return arn;
  if (owner === 'aws') return arn;
  const head = `arn:${partition}:${service}:${region}:${account(owner, names)}:`;
  if (service === 'bedrock' && (PUBLIC_MODELS.test(rest) || SYSTEM_PROFILE.test(rest))) return `${head}${rest}${end}`;
  return `${head}${resource(service, rest, names)}${end}`;
}

function resource(service: string, rest: string, names: Pseudonyms): string {
  const typed = /^([a-z][a-z-]*)([:/])([\s\S]*)$/.exec(rest);
  const [type, between, path] = typed ? [typed[1] ?? '', typed[2] ?? '', typed[3] ?? ''] : ['', '', rest];
  const kind = KINDS[`${service}:${type}`] ?? 'resource';
  if (kind === 'log-group') return `${type}${between}${logGroup(path, names)}`;
  // A session of a role: the role, then the session's own name, which is often a person's address.
  if (service === 'sts' && type === 'assumed-role') {
    const [role = '', ...session] = path.split('/');
    return [`${type}${between}${part(role, 'role', names)}`, ...session.map((one) => part(one, 'session', names))].join(
      '/',
    );
  }
  return `${type}${between}${path
    .split(/([:/])/)
    .map((piece, index) => (index % 2 === 1 || piece === '' ? piece : part(piece, kind, names)))
    .join('')}`;
}

const LAMBDA_GROUP = '/aws/lambda/';

/** A log group's name; one that Lambda named keeps its shape, and its function's placeholder. */
export function logGroup(name: string, names: Pseudonyms): string {
  const [group = '', ...rest] = name.split(':');
  const redacted = group.startsWith(LAMBDA_GROUP)
    ? `${LAMBDA_GROUP}${part(group.slice(LAMBDA_GROUP.length), 'function', names)}`
    : part(group, 'log-group', names);
  return [redacted, ...rest.map((one) => part(one, 'stream', names))].join(':');
}
