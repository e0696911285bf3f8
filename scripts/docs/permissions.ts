import { ANYWHERE, leastPolicy } from '../../src/core/permission.ts';
import { type AwsCommand, needsOf, type Use } from '../../src/engine/explain/needed.ts';
import { reasonsOf } from '../../src/engine/explain/permissions.ts';
import { GENERATED, para, table } from './markdown.ts';

/** The uses that differ in what they need; preflight needs what diagnose needs. */
const USES: readonly (readonly [string, AwsCommand, Use, string])[] = [
  ['diagnose, preflight', 'diagnose', { option: null, via: 'api', probe: false }, '--for diagnose'],
  ['diagnose --probe', 'diagnose', { option: null, via: 'api', probe: true }, '--for diagnose --probe'],
  ['fix --option 1', 'fix', { option: 1, via: 'api', probe: false }, '--for fix --option 1'],
  ['fix --option 2', 'fix', { option: 2, via: 'api', probe: false }, '--for fix --option 2'],
  ['fix --option 3', 'fix', { option: 3, via: 'api', probe: false }, '--for fix --option 3'],
  ['verify', 'verify', { option: null, via: 'api', probe: false }, '--for verify'],
  ['verify --via lambda', 'verify', { option: null, via: 'lambda', probe: false }, '--for verify --via lambda'],
  ['verify --via direct', 'verify', { option: null, via: 'direct', probe: false }, '--for verify --via direct'],
  ['tail', 'tail', { option: null, via: 'api', probe: false }, '--for tail'],
  ['undo', 'undo', { option: null, via: 'api', probe: false }, '--for undo'],
];

const section = ([title, command, use, flags]: (typeof USES)[number]): string => {
  const needs = needsOf(command, use);
  const policy = leastPolicy(
    needs.map(({ action }) => action),
    ANYWHERE,
  );
  const rows = reasonsOf(needs).map(({ action, why }) => [`\`${action}\``, why]);
  return `## ${title}

\`bedrock-doctor explain permissions ${flags}\`

\`\`\`json
${JSON.stringify(policy, null, 2)}
\`\`\`

${table([['action', 'why'], ...rows])}
`;
};

/** What each command may ask of AWS, and why. */
export const permissionsPage = (): readonly [string, string] => [
  'docs/permissions.md',
  `# Permissions

${GENERATED}

${para(
  'The least IAM policy that each command needs, made from what its probes and settings declare. Flags make it narrower: --stack, --function, --role, --log-group, --model and --region go into the ARNs. Where the Service Authorization Reference has no resource type for an action, the resource is *.',
)}

${para(
  'A diagnosis works with less: a check that may not look says so, and names the missing action. The actions under ListWhatThereIs are only asked where something is missing, to name what there is in its place.',
)}

${para(
  'fix --option 2 --deploy runs sam, which needs what the template needs, besides this. A policy that may read every role can be narrowed with --role; one that may put a role policy should be.',
)}

Source: <https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html>

${USES.map(section).join('\n')}`,
];
