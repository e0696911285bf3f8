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
