import { QUERY, ROUTES, TARGETS } from '../../src/sandbox/routes.ts';
import { SCENARIOS } from '../../src/sandbox/scenarios/index.ts';
import { GENERATED, para, table } from './markdown.ts';

/** Every operation the sandbox answers, by service. */
function operations(): readonly [string, string][] {
  const all = new Map<string, Set<string>>();
  const add = (service: string, name: string): unknown => all.set(service, (all.get(service) ?? new Set()).add(name));
  for (const [service, names] of Object.entries(QUERY)) for (const name of Object.keys(names)) add(service, name);
  for (const { service, operations: names } of Object.values(TARGETS))
    for (const name of Object.keys(names)) add(service, name);
  for (const { service, name } of ROUTES) add(service, name);
  return [...all].map(([service, names]) => [service, [...names].map((name) => `\`${name}\``).join(' ')]);
}

/** What the sandbox is, and everything it can play. */
export const sandboxPage = (): readonly [string, string] => [
  'docs/sandbox.md',
  `# The sandbox

${GENERATED}

${para('An embedded AWS for the demo, the tests and your curiosity: it speaks the wire protocols on 127.0.0.1, so that the AWS CLI and any SDK work with it unchanged. It evaluates IAM policies on every call of every principal, has eventual consistency, the Marketplace subscription with its set-up window, the use-case form, model lifecycle, late log lines, throttling, and a clock that can be sped up.')}

${para('It takes made-up keys only and listens on 127.0.0.1 only. It is built from documentation of AWS and is no proof of what AWS does.')}

## Use it

${para('In one terminal:')}

<!-- test: skip, it serves until it is stopped -->

\`\`\`bash
bedrock-doctor sandbox --scenario marketplace-subscription-denied --port 4566 --speed 10
\`\`\`

${para('It prints the export lines for another terminal. There everything works as against AWS:')}

<!-- test: may exit 1 -->

\`\`\`bash
bedrock-doctor diagnose
bedrock-doctor fix --option 1 --accept-terms
bedrock-doctor diagnose --quiet
\`\`\`

${para('A program starts it with --format json, which prints one line: {"endpoint", "apiUrl", "env"}.')}

## Several accounts

${para('With --accounts N it plays an organization of N accounts, 123456789012 being the management account. Each account is made when somebody first asks for it, and its state is a function of its number: healthy, without the use-case form, without agreements, under a policy that denies Bedrock, or with a role that may not invoke the newer models. One is suspended, one does not let the reader role in, and some throttle their first calls. The role to assume is BedrockDoctorRead, the role to examine bedrock-application.')}

<!-- test: skip, it serves until it is stopped -->

\`\`\`bash
bedrock-doctor sandbox --scenario healthy --accounts 60 --port 4566
\`\`\`

## What it does as AWS does

${para('Credentials of AssumeRole authenticate, end, and are held to the role, its trust policy, the external id and session policies. An ARN of another account is refused. Calls of models stand in the event history of CloudTrail some minutes later on its own clock (2 to 8), newest first, 50 a page, two look-ups a second. HTTP/2 with prior knowledge is served beside HTTP/1.1 on the same port, as the JavaScript client of Bedrock Runtime wants it. A request whose Host header is not of this machine gets 421.')}

${para('What it does not do: it has one Region with functions, stacks and logs an account (models and profiles differ by Region), no resource policies but those of roles, and no data events.')}

## Stories

\`\`\`bash
bedrock-doctor demo
bedrock-doctor demo denied-by-scp
bedrock-doctor demo --list
\`\`\`

## Scenarios

${table([['name', 'what is wrong'], ...SCENARIOS.map(({ id, title }) => [`\`${id}\``, title])])}

## Operations

${para('Any other operation gets an error in the shape of AWS that says so.')}

${table([['service', 'operations'], ...operations()])}
`,
];
