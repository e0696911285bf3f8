import type { Origin } from '../core/plan.ts';
import type { ExitCode } from '../core/report.ts';
import { Interrupted, UsageError } from '../core/usage-error.ts';
import { readInputs } from '../engine/change/inputs.ts';
import type { Diagnosis } from '../engine/diagnose/diagnosis.ts';
import { look } from '../engine/diagnose/look.ts';
import { pasteable, type Resolved } from '../engine/report/pasteable.ts';
import { reportOf } from '../engine/report/report.ts';
import { openAws } from '../engine/session/aws-session.ts';
import { placeWords } from '../engine/session/context.ts';
import { originFrom } from '../engine/session/origin.ts';
import { ourJournal } from '../engine/session/our-journal.ts';
import { type Command, openSession, type Session } from '../engine/session/session.ts';
import { tell } from '../engine/session/tell.ts';
import { changesOf, standing } from '../journal/change.ts';
import { type OptionName, TARGET_OPTIONS } from '../options/table.ts';
import { offersFor } from '../remedies/offer.ts';
import type { Remedy } from '../remedies/remedy.ts';
import { commandLine, runStep, type StepCommand, type StepFlags } from './step.ts';
import { whereAmI } from './walk-place.ts';

/** How the guide calls its options. */
const OPTION_WORDS = {
  1: 'the account side (in the console: the model catalog)',
  2: 'the template',
  3: "the role's policy",
} as const;

/** The walk so far: what was run, to be printed at its end. */
interface Walk {
  readonly session: Session;
  readonly lines: string[];
  /** Where the walk is and who walks, once AWS was asked. */
  readonly where: { here: Origin | null };
  /** Changes of the journal that stood before the walk. */
  readonly before: ReadonlySet<string>;
}

/** The guided walk: what is broken, the guide's three options in order, the wait, the poem, keep or undo. */
export const run: Command = async (session) => {
  const { host, options } = session;
  if (!host.mayAsk || !options.flag('input', true)) {
    throw new UsageError(
      'The guided walk asks, and nobody can be asked here; bedrock-doctor --help lists the commands.',
    );
  }
  const walk: Walk = {
    session,
    lines: [],
    where: { here: null },
    before: new Set((await standingChanges(session)).map(({ id }) => id)),
  };
  tell(host, 'This walks through what is broken, its three options in order, one call, and the log.');
  tell(host, 'Nothing is changed before you are asked. Ctrl-C leaves at any time.');
  host.err('\n');
  try {
    return await walkOn(walk);
  } catch (error) {
    if (!(error instanceof Interrupted) && !host.signal.aborted) throw error;
    const made = await madeChanges(walk);
    host.err('\nInterrupted. Go on with: bedrock-doctor\n');
    for (const { id } of made) {
      host.err(`A change is in place; take it back with: ${pasteable(session, `bedrock-doctor undo ${id}`)}\n`);
    }
    return 130;
  } finally {
    if (walk.lines.length > 0) {
      host.err(`\nThe same without questions:\n${walk.lines.map((line) => `  ${line}\n`).join('')}`);
    }
  }
};

async function walkOn(walk: Walk): Promise<ExitCode> {
  const { session } = walk;
  const { host, options } = session;
  const given = Object.fromEntries(
    TARGET_OPTIONS.flatMap((name) => {
      const found = options.text(name);
      return found?.source.from === 'flag' ? [[name, found.value]] : [];
    }),
  ) as StepFlags;
  const place = await whereAmI(session, given);
  const inputs = await readInputs(session);
  let seen = await lookAndPrint(walk, place, {});
  for (const option of [1, 2, 3] as const) {
    const { root } = seen.ranking;
    if (seen.judged.verdict !== 'broken' || root === null) break;
    const offers = offersFor({ root, facts: seen.facts, inputs }).filter(({ remedy }) => remedy.option === option);
    const fixes = offers.filter(({ proposal }) => proposal.how === 'automatic' || proposal.what === 'use-case');
    for (const { proposal } of offers) {
      if (proposal.how === 'needs' && proposal.what !== 'use-case')
        tellApart(host, `Option ${option}: ${proposal.say}`);
    }
    if (offers.length > 0 && fixes.length === 0) continue;
    if (fixes.length === 0) {
      tellApart(host, `Option ${option}, ${OPTION_WORDS[option]}, does not fix ${root.cause}.`);
      continue;
    }
    const picked = await pickFix(
      walk,
      option,
      fixes.map(({ remedy }) => remedy),
    );
    if (picked === null) continue;
    const standingBefore = (await madeChanges(walk)).length;
    await step(walk, 'fix', { ...place, option: String(option), ...picked, verify: false });
    // After a refusal everything is as it was, and was told.
    if ((await madeChanges(walk)).length === standingBefore) continue;
    // The whole picture was shown once; what matters now is what changed.
    seen = await lookAndPrint(walk, place, { quiet: true });
  }
  if (seen.judged.verdict === 'broken' || seen.judged.verdict === 'undetermined') {
    await keepOrUndo(walk, place);
    return seen.judged.exit;
  }
  let exit: ExitCode = seen.judged.exit;
  if (
    await host.confirm(`Wait until it works, and generate a test poem${inPlace(walk)}? It costs some hundred tokens.`)
  ) {
    exit = await step(walk, 'verify', { ...place, tail: true });
  }
  await keepOrUndo(walk, place);
  return exit;
}

/** The flag that stands for the answer a person gave. */
const agreeing = (command: StepCommand, { option }: StepFlags): StepFlags =>
  command !== 'fix' ? {} : option === '1' ? { acceptTerms: true } : { yes: true };

/** What came of a step's questions: each agreed to, one not (a no, or no answer at all), or none was asked. */
type Consent = 'given' | 'refused' | 'not-asked';

/** The host with its questions overheard. */
function overheard(host: Session['host']): { readonly host: Session['host']; readonly consent: () => Consent } {
  let [asked, agreed] = [0, 0];
  const confirm: typeof host.confirm = async (question) => {
    asked += 1;
    const answer = await host.confirm(question);
    if (answer) agreed += 1;
    return answer;
  };
  const consent = (): Consent => {
    if (asked === 0) return 'not-asked';
    return asked === agreed ? 'given' : 'refused';
  };
  return { host: { ...host, confirm }, consent };
}

/** The step as somebody would type it who wants the same target. */
function lineOf({ session }: Walk, command: StepCommand, flags: StepFlags, args: readonly string[] = []): string {
  const targets: ReadonlySet<string> = new Set(TARGET_OPTIONS);
  const entries = Object.entries(flags) as [OptionName, string | boolean][];
  const own = Object.fromEntries(entries.filter(([name]) => !targets.has(name)));
  const chosen = Object.fromEntries(entries.filter(([name, value]) => targets.has(name) && value !== false));
  const { options, host } = session;
  return pasteable(
    { options, host, chosen: chosen as NonNullable<Resolved['chosen']> },
    commandLine(command, own, args),
  );
}

/** A look after a look tells nothing new. */
function remember({ lines }: Walk, line: string): void {
  if (lines.at(-1) !== line) lines.push(line);
}

/** Runs a step and remembers how it would be typed, if it was agreed to. A refusal is shown, and the walk goes on. */
async function step(
  walk: Walk,
  command: StepCommand,
  flags: StepFlags,
  args: readonly string[] = [],
): Promise<ExitCode> {
  const { host, consent } = overheard(walk.session.host);
  // Whoever pastes the lines does what was done here, and agrees to nothing else.
  const note = (): void => {
    const given = consent();
    if (given === 'refused') return;
    remember(walk, lineOf(walk, command, { ...flags, ...(given === 'given' ? agreeing(command, flags) : {}) }, args));
  };
  try {
    const exit = await runStep(host, command, flags, args);
    note();
    if (exit === 130) throw new Interrupted();
    return exit;
  } catch (error) {
    note();
    if (!(error instanceof UsageError)) throw error;
    tell(host, error.message);
    return 2;
  }
}

/** A sentence with an empty line above it. */
function tellApart(host: Session['host'], sentence: string): void {
  host.err('\n');
  tell(host, sentence);
}

/** A diagnosis, printed; the walk needs to know what it says. */
async function lookAndPrint(walk: Walk, place: StepFlags, how: StepFlags): Promise<Diagnosis> {
  const session = await openSession('diagnose', { ...place, ...how }, walk.session.host);
  remember(walk, lineOf(walk, 'diagnose', place));
  const opened = await openAws(session);
  const diagnosis = await look(opened);
  if (session.host.signal.aborted) throw new Interrupted();
  walk.where.here = originFrom(opened, diagnosis.facts);
  await session.print({ ...reportOf(opened, diagnosis), leavesOut: 'remedies' });
  return diagnosis;
}

/** Which fix of this option, or none. The flags that stand for it. */
async function pickFix(walk: Walk, option: 1 | 2 | 3, fixes: readonly Remedy[]): Promise<StepFlags | null> {
  const picked = await walk.session.host.choose(`Option ${option}: ${OPTION_WORDS[option]}${inPlace(walk)}`, [
    ...fixes.map(({ id, title }) => ({ value: id, name: title })),
    { value: 'skip', name: 'skip it' },
  ]);
  if (picked === 'skip') return null;
  const grant = /^grant-(\w+)$/.exec(picked)?.[1];
  return grant === undefined ? {} : { grant };
}

const standingChanges = async ({ host }: Session) =>
  changesOf((await ourJournal(host).read()).entries).filter(({ steps }) => steps.some(standing));

const madeChanges = async ({ session, before }: Walk) =>
  (await standingChanges(session)).filter(({ id }) => !before.has(id));

/** Where something is about to be done, as a question has it. */
const inPlace = ({ where: { here } }: Walk): string => (here === null ? '' : ` in ${placeWords(here)}`);

/** The last question: keep what was changed, or take it back. */
async function keepOrUndo(walk: Walk, place: StepFlags): Promise<void> {
  const { host } = walk.session;
  const made = (await madeChanges(walk)).toReversed();
  if (made.length === 0) return;
  const subjects = made.flatMap(({ steps }) => steps.map(({ assignment }) => assignment.subject));
  const answer = await host.choose(`Changed: ${subjects.join(', ')}${inPlace(walk)}. Keep, or undo?`, [
    { value: 'keep', name: 'keep' },
    { value: 'undo', name: 'undo' },
  ]);
  if (answer === 'keep') return;
  for (const { id } of made) await step(walk, 'undo', { ...place, yes: true }, [id]);
}
