import { parseModel } from '../../bedrock/model-id.ts';
import { partitionOf } from '../../bedrock/partition.ts';
import type { ReportDocument } from '../../core/document.ts';
import { escaped } from '../../core/harmless.ts';
import { leastPolicy, NEEDS_NO_PERMISSION, type Place } from '../../core/permission.ts';
import type { ExitCode } from '../../core/report.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { ResolvedOptions } from '../../options/resolve.ts';
import { longFlag, type OptionName } from '../../options/table.ts';
import { document } from '../../reporters/json.ts';
import { principalsIn } from '../../scope/discover.ts';
import { emptyReport } from '../report/empty-report.ts';
import type { Session } from '../session/session.ts';
import { type AwsCommand, COMMANDS, type Need, needsOf, type Use } from './needed.ts';

/** The place as far as flags, variables and files tell it. Offline: nothing is looked up. */
function placeOf(options: ResolvedOptions): Place {
  const text = (name: 'region' | 'stack' | 'function' | 'role' | 'logGroup' | 'model'): string | null =>
    options.text(name)?.value ?? null;
  const region = text('region');
  const [lambda, role, model] = [text('function'), text('role'), text('model')];
  const account = [lambda, role, model].map((one) => /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(one ?? '')?.[1]);
  return {
    partition: region === null ? 'aws' : partitionOf(region),
    region,
    account: account.find((one) => one !== undefined) ?? null,
    stack: text('stack'),
    function: lambda,
    role,
    logGroup: text('logGroup'),
    model: model === null ? null : parseModel(model).base,
  };
}

function useOf(options: ResolvedOptions): Use {
  const option = options.text('option')?.value ?? null;
  const via = options.text('via')?.value ?? 'api';
  const { me, user } = principalsIn(options);
  return {
    option: option === '1' ? 1 : option === '2' ? 2 : option === '3' ? 3 : null,
    via: via === 'lambda' || via === 'direct' ? via : 'api',
    probe: options.flag('probe'),
    principal: me !== null ? 'me' : user !== null ? 'user' : null,
    log: options.text('logGroup') !== null,
  };
}

/** The command whose need an option narrows. */
const NARROWS: readonly (readonly [OptionName, string])[] = [
  ['option', 'fix'],
  ['via', 'verify'],
  ['probe', 'diagnose'],
];

/** What fleet calls at home, beside the role that it assumes. */
const OF_THE_OPERATOR =
  'You yourself need sts:AssumeRole for that role, and with --accounts org organizations:ListAccounts (with --ou organizations:ListAccountsForParent and organizations:ListOrganizationalUnitsForParent).\n';

/** Each action once, with everything it is needed for. */
export function reasonsOf(needs: readonly Need[]): readonly Need[] {
  const whys = new Map<string, Set<string>>();
  for (const { action, why } of needs) whys.set(action, (whys.get(action) ?? new Set()).add(why));
  return [...whys].map(([action, why]) => ({
    action,
    why: `${[...why].join('; ')}${NEEDS_NO_PERMISSION.has(action) ? '; everybody may, so it is not in the policy' : ''}`,
  }));
}

/** A command, the least policy it needs, and why each action is in it. */
export interface Permissions {
  readonly command: AwsCommand;
  readonly policy: ReturnType<typeof leastPolicy>;
  readonly reasons: readonly Need[];
}

/** The least policy for what the options ask. Offline. Throws a `UsageError`. */
function permissionsOf(options: ResolvedOptions): Permissions {
  const command = options.text('for')?.value ?? 'diagnose';
  for (const [name, narrowed] of NARROWS) {
    if (options.source(name)?.from !== 'flag' || narrowed === command || isUnset(options, name)) continue;
    throw new UsageError(
      `${longFlag(name)} changes nothing in the permissions for ${command}; leave it out, or write --for ${narrowed}.`,
    );
  }
  const known = COMMANDS.find((one) => one === command);
  if (known === undefined) {
    throw new UsageError(`--for ${command} is no command that looks at AWS; it must be one of ${COMMANDS.join(', ')}.`);
  }
  const needs = needsOf(known, useOf(options));
  const policy = leastPolicy(
    needs.map(({ action }) => action),
    placeOf(options),
  );
  return { command: known, policy, reasons: reasonsOf(needs) };
}

/** The policy as a document; schema/permissions.schema.json is its JSON Schema. Throws as `permissionsOf` does. */
export function permissionsDocument(
  session: Session,
  { command, policy, reasons }: Permissions = permissionsOf(session.options),
): ReportDocument & {
  readonly for: AwsCommand;
  readonly policy: Permissions['policy'];
  readonly reasons: Permissions['reasons'];
} {
  // The note is what the first version had in the place of the policy.
  const report = document(emptyReport(session, { notes: [JSON.stringify(policy, null, 2)] }));
  return { ...report, for: command, policy, reasons };
}

/** Whether a flag is given as not set, which narrows nothing. */
const isUnset = (options: ResolvedOptions, name: OptionName): boolean => name === 'probe' && !options.flag('probe');

/**
 * `explain permissions`: the least IAM policy a command needs, made from what its probes and settings declare. The
 * policy alone goes to standard output; `-v` says on standard error why each action is there.
 */
export async function explainPermissions(session: Session): Promise<ExitCode> {
  const { options, host } = session;
  const permissions = permissionsOf(options);
  const { command: known, policy, reasons } = permissions;
  const format = options.text('format')?.value ?? 'text';
  if (format === 'cloudformation') {
    if (known !== 'fleet') {
      throw new UsageError('--format cloudformation is a StackSet of the role that fleet assumes; add --for fleet.');
    }
    const { readRoleTemplate } = await import('../../fleet/read-role.ts');
    await session.show(() => readRoleTemplate(policy));
    return 0;
  }
  const text = JSON.stringify(policy, null, 2);
  if (format === 'text') {
    if (options.flag('verbose')) {
      for (const { action, why } of reasons) host.err(`${action}: ${why}\n`);
      if (known === 'fleet') host.err(OF_THE_OPERATOR);
    }
    await session.show(() => `${text}\n`);
    return 0;
  }
  if (format !== 'json') {
    await session.print(emptyReport(session, { notes: [text] }));
    return 0;
  }
  await session.show(() => `${escaped(JSON.stringify(permissionsDocument(session, permissions), null, 2))}\n`);
  return 0;
}
