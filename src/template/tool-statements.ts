import type { Json } from '../core/json.ts';

/** What made a role, where that is no SAM or CloudFormation template of the user's own. */
export type Tool = 'cdk' | 'terraform' | 'serverless' | 'pulumi';

/** What is known of a resource that a tool made. */
export interface Made {
  readonly name: string;
  readonly tags: { readonly [key: string]: string };
}

/** A statement as IAM has it, without intrinsics. */
export type Statement = { readonly [member: string]: Json };

/**
 * Which tool made a resource, by the tags and names that the tool gives; null where nothing tells.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-resource-tags.html,
 * https://www.serverless.com/framework/docs/providers/aws/guide/iam, https://www.pulumi.com/docs/iac/concepts/resources/names/ Pure.
 */
export function toolOf({ name, tags }: Made): Tool | null {
  const keys = Object.keys(tags).map((key) => key.toLowerCase());
  const words = Object.entries(tags)
    .filter(([key]) => /managed.?by|created.?by|provisioner|tool|iac/i.test(key))
    .map(([, value]) => value.toLowerCase())
    .join(' ');
  if (
    /terraform|opentofu/.test(words) ||
    keys.some((key) => /^terraform\b/.test(key)) ||
    /^terraform-\d{20}/.test(name)
  )
    return 'terraform';
  if (/pulumi/.test(words) || keys.some((key) => /^pulumi\b/.test(key))) return 'pulumi';
  if (keys.some((key) => key.startsWith('aws:cdk:') || key.startsWith('aws-cdk:')) || /\bcdk\b/.test(words))
    return 'cdk';
  const logicalId = tags['aws:cloudformation:logical-id'] ?? '';
  // Serverless gives every function of a service the same role, under this logical id.
  if (logicalId === 'IamRoleLambdaExecution' || (tags['STAGE'] !== undefined && /-lambdaRole$/.test(name)))
    return 'serverless';
  // CDK ends the logical ids it makes with eight digits of a hash.
  if (/ServiceRole[0-9A-F]{8}$/.test(logicalId)) return 'cdk';
  return /-[0-9a-f]{7}$/.test(name) && logicalId === '' ? 'pulumi' : null;
}

const listOf = (value: Json | undefined): readonly Json[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? (value as readonly Json[]) : [value];

const indented = (text: string, by: number): string => text.replaceAll('\n', `\n${' '.repeat(by)}`);

/** The statements as source text of the tool, to be put where it makes `role`; a comment says where. Pure. */
export function statementsFor(tool: Tool, statements: readonly Statement[], role: string): string {
  return TOOLS[tool](statements, role);
}

const document = (statements: readonly Statement[]): string =>
  JSON.stringify({ Version: '2012-10-17', Statement: statements }, null, 2);

const TOOLS: { readonly [tool in Tool]: (statements: readonly Statement[], role: string) => string } = {
  // https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_lambda.Function.html#addwbrtowbrrolewbrpolicystatement
  cdk: (statements) =>
    [
      "import * as iam from 'aws-cdk-lib/aws-iam';",
      '',
      ...statements.map(
        (statement) => `fn.addToRolePolicy(iam.PolicyStatement.fromJson(${JSON.stringify(statement, null, 2)}));`,
      ),
      '',
    ].join('\n'),
  // https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/iam_role_policy; `${` begins an expression in HCL.
  terraform: (statements, role) =>
    [
      'resource "aws_iam_role_policy" "bedrock_access" {',
      '  name = "BedrockAccess"',
      `  role = ${JSON.stringify(role)}`,
      `  policy = jsonencode(${indented(document(statements).replace(/([$%])(?=\{)/g, '$1$1'), 2)})`,
      '}',
      '',
    ].join('\n'),
  // https://www.serverless.com/framework/docs/providers/aws/guide/iam; JSON is YAML.
  serverless: (statements) =>
    [
      'provider:',
      '  iam:',
      '    role:',
      '      statements:',
      ...statements.map((statement) => `        - ${indented(JSON.stringify(statement, null, 2), 10)}`),
      '',
    ].join('\n'),
  // https://www.pulumi.com/registry/packages/aws/api-docs/iam/rolepolicy/
  pulumi: (statements, role) =>
    [
      "import * as aws from '@pulumi/aws';",
      '',
      "new aws.iam.RolePolicy('bedrock-access', {",
      `  role: ${JSON.stringify(role)},`,
      `  policy: JSON.stringify(${indented(document(statements), 2)}),`,
      '});',
      '',
    ].join('\n'),
};

/** What each tool's own source is called. */
export const SOURCE_OF: { readonly [tool in Tool]: string } = {
  cdk: 'the CDK application',
  terraform: 'the Terraform code',
  serverless: 'serverless.yml',
  pulumi: 'the Pulumi program',
};

/** What is said before the text: where it goes. */
export const WHERE: { readonly [tool in Tool]: string } = {
  cdk: 'The role was made by the AWS CDK: put this beside the function, which is fn here, and deploy with cdk deploy.',
  terraform: 'The role was made by Terraform: put this beside it, and apply.',
  serverless: 'The role was made by the Serverless Framework: put this into serverless.yml, and deploy.',
  pulumi: 'The role was made by Pulumi: put this into the program, and run pulumi up.',
};

/** A pseudo parameter within `Fn::Sub`. */
const pseudo = (name: string): string => `\${AWS::${name}}`;

/** Statements of a template without what only a template knows: `Fn::Sub` becomes the text with these values. Pure. */
export function withoutIntrinsics(
  statement: Statement,
  {
    region,
    account,
    partition,
  }: { readonly region: string; readonly account: string | null; readonly partition: string },
): Statement {
  const plain = (value: Json): Json => {
    if (Array.isArray(value)) return (value as readonly Json[]).map(plain);
    if (typeof value !== 'object' || value === null) return value;
    const sub = (value as { readonly 'Fn::Sub'?: Json })['Fn::Sub'];
    if (typeof sub === 'string') {
      return sub
        .replaceAll(pseudo('Partition'), partition)
        .replaceAll(pseudo('Region'), region)
        .replaceAll(pseudo('AccountId'), account ?? '*');
    }
    return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, plain(held as Json)]));
  };
  return Object.fromEntries(
    Object.entries(statement)
      .map(([member, value]) => [member, plain(value)] as const)
      .filter(([, value]) => listOf(value).length > 0),
  );
}
