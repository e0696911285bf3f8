import type { Json } from '../core/json.ts';
import { logGroup } from './arn.ts';
import { redactLine, redactMessage } from './log-line.ts';
import { redactPolicy } from './policy-text.ts';
import type { NameKind } from './pseudonyms.ts';
import { anything, each, fields, isObject, named, type Rule, written } from './redactor.ts';

const group: Rule = written((text, { names }) => logGroup(text, names));

/** Names of variables that AWS or the guide gave. */
const PUBLIC_VARIABLE = /^(?:AWS_\w+|_HANDLER|LAMBDA_\w+|BEDROCK_MODEL(?:_ID)?|MODEL_ID|NODE_OPTIONS|TZ|LANG|PATH)$/;
const variable: Rule = written((text, { names }) => (PUBLIC_VARIABLE.test(text) ? text : names.of('variable', text)));

/** A stream that Lambda named holds a day, a version and a digest; any other is somebody's. */
const LAMBDA_STREAM = /^\d{4}\/\d\d\/\d\d\/(?:[\w-]+)?\[(?:\$LATEST|\d+)\][0-9a-f]{32}$/;
const stream: Rule = written((text, { names }) => (LAMBDA_STREAM.test(text) ? text : names.of('stream', text)));

/** What the physical id of a resource is a name of. */
const RESOURCE_KINDS: { readonly [type: string]: NameKind } = {
  'AWS::ApiGateway::RestApi': 'api',
  'AWS::ApiGatewayV2::Api': 'api',
  'AWS::IAM::ManagedPolicy': 'policy',
  'AWS::IAM::Role': 'role',
  'AWS::Lambda::Function': 'function',
  'AWS::Logs::LogGroup': 'log-group',
};
/** SAM's name of the stage, in every address; a name of nobody's. */
const STAGE = 'Prod';
const resource: Rule = (value, redactor) => {
  const type = isObject(value) && typeof value['type'] === 'string' ? value['type'] : '';
  const physical: Rule =
    type === 'AWS::Logs::LogGroup'
      ? group
      : (id, inner) => (id === STAGE ? id : named(RESOURCE_KINDS[type] ?? 'resource')(id, inner));
  return fields({ logicalId: named('resource'), physicalId: physical })(value, redactor);
};

/** An output may hold anything; addresses and ARNs are of use, other values are only measured. */
const output: Rule = written((text, redactor) =>
  /^(?:https?:\/\/|arn:)/.test(text) || /^<\d+ characters>$/.test(text)
    ? redactor.text(text)
    : `<${text.length} characters>`,
);
const outputs: Rule = (value, redactor) =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([key, one]): readonly [string, Json] => [
          redactor.names.of('resource', key),
          output(one, redactor),
        ]),
      )
    : anything(value, redactor);

const rolePath: Rule = written((text, { names }) =>
  text
    .split('/')
    .map((one) =>
      /^(?:|service-role|aws-service-role|aws-reserved|[a-z.-]+\.amazonaws\.com|[a-z]{2,4}(?:-[a-z]+)+-\d)$/.test(one)
        ? one
        : names.of('value', one),
    )
    .join('/'),
);

const policy = fields({ name: named('policy'), text: written(redactPolicy) });
/** A condition's value: AWS's own words and ARNs stay readable, what may be somebody's tag does not. */
const conditionValue: Rule = written((text, redactor) =>
  /^(?:arn:.*|true|false|unspecified|[a-z]{2,4}(?:-[a-z]+)+-\d|[\w.-]+\.amazonaws\.com|prod-\w+)$/.test(text)
    ? redactor.text(text)
    : redactor.names.of('value', text),
);
const condition = fields({ wanted: each(conditionValue), found: each(conditionValue) });
/** A tag's key and value are somebody's words; conditions that compare them are redacted alike. */
const tags = each(fields({ key: named('value'), value: named('value') }));
const statements = each(fields({ policy: named('policy'), sid: named('value'), condition }));

/**
 * Which parts of a fact are names, by probe id. What no rule names is AWS's own words, in which only secrets, addresses,
 * ARNs, account ids and names that are known from elsewhere are replaced.
 */
export const RULES: { readonly [probe: string]: Rule } = {
  'cloudformation/resources': each(resource),
  'cloudformation/stack': fields({ name: named('stack'), outputs }),
  'cloudformation/stack-names': each(named('stack')),
  'cloudformation/template-policies': fields({ role: named('resource'), names: each(named('policy')) }),
  'cloudtrail/recent': fields({
    events: each(
      fields({
        sessionName: named('value'),
        sourceVpce: named('value'),
        userAgent: written(() => '<user agent>'),
        errorMessage: written(redactMessage),
      }),
    ),
  }),
  'ec2/endpoint-policy': fields({ id: named('value'), policy: written(redactPolicy) }),
  'iam/decisions': fields({ decided: each(fields({ statements })) }),
  'iam/early': named('role'),
  'iam/role': fields({ name: named('role'), path: rolePath, tags }),
  'iam/role-policies': fields({ inline: each(policy), attached: each(policy), boundary: policy }),
  'iam/user': fields({ name: named('user'), path: rolePath, tags }),
  'iam/role-names': each(named('role')),
  'iam/user-names': each(named('user')),
  'iam/simulation': each(fields({ policies: each(named('policy')) })),
  'lambda/function': fields({
    name: named('function'),
    logGroup: group,
    variables: each(variable),
    models: each(fields({ variable })),
    apiKeyUser: named('user'),
  }),
  'lambda/function-names': each(named('function')),
  'lambda/invocation': fields({ function: named('function'), words: written(redactMessage) }),
  'logs/recent': fields({ group, lines: each(fields({ stream, message: written(redactLine) })) }),
  'run/named': fields({
    stackName: named('stack'),
    functionName: named('function'),
    roleName: named('role'),
    userName: named('user'),
  }),
  'run/principal': fields({ name: named('role') }),
  'run/template-models': each(fields({ name: variable })),
  'run/role-name': fields({ name: named('role') }),
};

/** A file's name without the folders, which name the user. */
const source: Rule = fields({ path: written((text) => text.split(/[\\/]/).at(-1) ?? '') });
const sourced = (value: Rule): Rule => fields({ value, source });

/** The same for the target. */
export const TARGET: Rule = fields({
  profile: sourced(named('profile')),
  region: sourced(anything),
  endpointUrl: sourced(anything),
  stack: sourced(named('stack')),
  function: sourced(named('function')),
  role: sourced(named('role')),
  user: sourced(named('user')),
  model: sourced(anything),
  logGroup: sourced(group),
  apiUrl: sourced(anything),
});
