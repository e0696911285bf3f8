import { shortPrincipal } from '../../core/principal.ts';
import type { Report, ReportFinding } from '../../core/report.ts';

/** What AWS said, and when. */
export interface Said {
  readonly words: string;
  /** ISO 8601, or null when the time is not known. */
  readonly at: string | null;
  readonly requestId: string | null;
}

/** What a handoff speaks of, gathered from a report. Texts stand for what is not known: 'the account'. */
export interface About {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
  /** The function, or where there is none the role or user: 'orders-answer', 'role orders-task-role'. */
  readonly function: string;
  /** The same as a sentence begins with it: 'our Lambda function orders-answer'. */
  readonly who: string;
  readonly isFunction: boolean;
  /** ARN, made from account and name where only those are known; null when not even the name is. */
  readonly role: string | null;
  readonly model: string;
  /** The command that accepts the model's agreement, with its target. */
  readonly accept: string;
  readonly caller: string;
  /** IAM actions that were refused or are missing. */
  readonly actions: readonly string[];
  /** ARNs they were refused on; never the role's own or a policy's. */
  readonly resources: readonly string[];
  /** Policies that deny, each with its statement where it is known. */
  readonly denials: readonly string[];
  readonly said: readonly Said[];
}

/** An IAM action in a sentence: prefix, colon, a name that begins with a capital. */
const ACTION =
  /\b(?:bedrock|bedrock-mantle|bedrock-agentcore|aws-marketplace|kms|iam|sts|cloudformation|cloudtrail|ec2|lambda|logs|organizations|servicequotas):[A-Z]\w+/g;
const ARN = /\barn:[\w-]+:[^\s"',]+/g;
const REQUEST_ID = /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/i;

const matches = (pattern: RegExp, texts: readonly string[]): readonly string[] => [
  ...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([found]) => found.replace(/[.;:]+$/, '')))),
];

/** What AWS said of a finding: log lines and answers. */
function saidOf({ evidence }: ReportFinding): readonly Said[] {
  return evidence.flatMap((one): readonly Said[] => {
    if (one.kind === 'answer') return [{ words: `${one.code}: ${one.message}`, at: null, requestId: null }];
    if (one.kind !== 'log') return [];
    // Lambda's own columns come before the words.
    const words = one.line.replace(/^\S+Z\t[0-9a-f-]{36}\t\w+\t/i, '');
    return [{ words, at: one.at, requestId: REQUEST_ID.exec(one.line)?.[0] ?? null }];
  });
}

/** Findings that are the root cause; for a run that could not look there are none. */
const rootFindings = ({ checks, rootCause }: Report): readonly ReportFinding[] =>
  checks
    .flatMap(({ findings }) => findings)
    .filter(({ cause, severity }) => severity === 'error' && cause === rootCause?.cause);

/** The command of option 1 as the report has it, with Region and model: who gets the handoff knows neither. */
function acceptCommand({ remedies, target: { region, model } }: Report): string {
  const command = remedies.find(({ id }) => id === 'accept-agreement')?.command ?? 'bedrock-doctor fix --option 1';
  const more = [
    [' --region', region?.value],
    [' --model', model?.value],
  ].flatMap(([flag = '', value]) =>
    value === undefined || command.includes(`${flag} `) || !/^[\w@%+=:,./-]+$/.test(value) ? [] : [`${flag} ${value}`],
  );
  return `${command}${more.join('')}`;
}

/** Gathers what a handoff needs. Pure. */
export function aboutOf(report: Report): About {
  const { target, checks } = report;
  const findings = rootFindings(report);
  const said = findings.flatMap(saidOf);
  const texts = [...findings.map(({ message }) => message), ...said.map(({ words }) => words)];
  const unread = checks.filter(({ status }) => status === 'unknown').map(({ reason }) => reason ?? '');
  const caller = target.caller?.value ?? null;
  const name = target.role?.value ?? null;
  const fn = target.function?.value ?? null;
  const principal =
    target.principal === null ? (name === null ? null : `role ${name}`) : shortPrincipal(target.principal.value);
  const arns = checks.flatMap((check) => check.findings.map(({ subject }) => subject));
  const account = target.account?.value ?? null;
  const partition = /^arn:([^:]+):/.exec(caller ?? '')?.[1] ?? 'aws';
  const role =
    name === null || name.startsWith('arn:')
      ? name
      : (arns.find((one) => one.startsWith('arn:') && one.endsWith(`/${name}`)) ??
        `arn:${partition}:iam::${account ?? '*'}:role/${name}`);
  return {
    partition,
    account: account ?? 'our account',
    region: target.region?.value ?? 'our Region',
    function: fn ?? principal ?? 'our application',
    who: fn === null ? `our ${principal ?? 'application'}` : `our Lambda function ${fn}`,
    isFunction: fn !== null,
    role,
    model: target.model?.value ?? 'the model',
    accept: acceptCommand(report),
    caller: caller ?? 'my user',
    actions: matches(ACTION, report.rootCause === null ? unread : texts),
    resources: matches(ARN, texts).filter((one) => !/:(?:iam|sts|organizations):/.test(one)),
    denials: [
      ...new Set(
        findings.flatMap(({ evidence }) =>
          evidence.flatMap((one) =>
            one.kind === 'statement' && one.effect === 'Deny'
              ? [`${one.policy}${one.index === null ? '' : `, statement ${one.index + 1}`}`]
              : [],
          ),
        ),
      ),
    ],
    said: said.filter(({ words }, at) => said.findIndex((other) => other.words === words) === at),
  };
}
