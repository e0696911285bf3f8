import { readFileSync } from 'node:fs';
import type { Plan } from '../../src/core/plan.ts';
import { realHost } from '../../src/host/host.ts';
import { openJournal } from '../../src/journal/journal.ts';
import { SETTINGS } from '../../src/settings/index.ts';
import { awsOf, carryOut, handsOf } from '../settings-bench.ts';

/** Applies the plan in the file named, says "go" when it begins, and is killed at any moment by its test. */
async function main(): Promise<void> {
  const host = realHost({ color: false, input: false });
  const plan = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as Plan;
  const env = Object.fromEntries(Object.entries(process.env).map(([name, value]) => [name, value ?? '']));
  const hands = handsOf(awsOf(env), host);
  // Loads the clients, so that the time after "go" is that of the writes.
  for (const { setting, key } of plan.assignments) await SETTINGS.get(setting)?.read(key as never, hands);
  await host.out('go\n');
  await carryOut(plan, hands, openJournal(host), null);
  process.exit(0);
}
void main();
