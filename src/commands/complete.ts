import { commandFirst } from '../cli/command-first.ts';
import { COMMANDS } from '../cli/commands.ts';
import { apart, type Candidate, type Expected, expectedAt } from '../completion/candidates.ts';
import { harmless } from '../core/harmless.ts';
import type { Command, Session } from '../engine/session/session.ts';
import { type Flags, resolveOptions } from '../options/resolve.ts';
import { longFlag, type OptionName } from '../options/table.ts';

type Names = Extract<Expected, { kind: 'names' }>['of'];

/** Nobody waits longer for a list of names while typing. */
const STACKS_WITHIN_MS = 3_000;

/** `__complete`: what the shells' scripts ask. Never fails: where nothing is known, nothing is offered. */
export const run: Command = async (session, words) => {
  const typed = apart(words);
  const expected = expectedAt([...commandFirst(typed.slice(0, -1), COMMANDS), typed.at(-1) ?? ''], COMMANDS);
  if (expected.kind === 'files') await session.host.out(':files\n');
  const found =
    expected.kind === 'words'
      ? expected.words
      : expected.kind === 'names'
        ? await namesOf(expected.of, session, words)
        : [];
  await session.host.out(found.map(({ value, help }) => `${harmless(value)}\t${harmless(help)}\n`).join(''));
  return 0;
};

const asCandidates = (names: readonly string[]): readonly Candidate[] => names.map((value) => ({ value, help: '' }));

/** Names are read when they are asked for: most completions need none. */
async function namesOf(of: Names, session: Session, words: readonly string[]): Promise<readonly Candidate[]> {
  switch (of) {
    case 'causes': {
      const { CAUSES } = await import('../causes/catalogue.ts');
      const causes = Object.values(CAUSES).map(({ id, title }) => ({ value: id, help: title }));
      return [...causes, { value: 'permissions', help: 'the least policy a command needs' }];
    }
    case 'scenarios': {
      const { SCENARIOS } = await import('../sandbox/scenarios/index.ts');
      return SCENARIOS.map(({ id, title }) => ({ value: id, help: title }));
    }
    case 'checks': {
      const { CHECKS } = await import('../checks/index.ts');
      return CHECKS.map(({ id, title }) => ({ value: id, help: title }));
    }
    case 'profiles': {
      const { profileNames } = await import('../scope/profiles.ts');
      return asCandidates(await profileNames(session.host));
    }
    case 'changes': {
      const { openJournal } = await import('../journal/journal.ts');
      const { changesOf } = await import('../journal/change.ts');
      const { entries } = await openJournal(session.host).read();
      return changesOf(entries).map(({ id, steps }) => ({
        value: id,
        help: steps.map(({ assignment }) => assignment.subject).join(', '),
      }));
    }
    case 'stacks':
      return asCandidates(await stacks(session, words));
  }
}

/** What says whose stacks they are. */
const WHERE: readonly OptionName[] = ['profile', 'region', 'endpointUrl', 'config'];

/** The flags of that kind that are typed already. */
function flagsIn(words: readonly string[]): Flags {
  const typed = apart(words).slice(0, -1);
  return Object.fromEntries(
    WHERE.flatMap((name) => {
      const value = typed[typed.indexOf(longFlag(name)) + 1];
      return typed.includes(longFlag(name)) && value !== undefined ? [[name, value]] : [];
    }),
  );
}

/** The stacks of the account and Region that the line so far names; none where AWS does not answer quickly. */
async function stacks(session: Session, words: readonly string[]): Promise<readonly string[]> {
  const { openAws } = await import('../engine/session/aws-session.ts');
  const { listStacks } = await import('../aws/operations/cloudformation.ts');
  try {
    const options = await resolveOptions(flagsIn(words), session.host);
    const { aws } = await openAws({ ...session, options }, STACKS_WITHIN_MS);
    const { StackSummaries } = await aws.ask(listStacks, {});
    return (StackSummaries ?? []).flatMap(({ StackName, StackStatus }) =>
      StackName === undefined || StackStatus === 'DELETE_COMPLETE' ? [] : [StackName],
    );
  } catch {
    // An error message in the middle of a command line helps nobody.
    return [];
  }
}
