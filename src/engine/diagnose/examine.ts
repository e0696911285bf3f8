import type { Store } from '../../aws/answer.ts';
import type { Aws } from '../../core/aws.ts';
import type { Check } from '../../core/check.ts';
import { reachedFrom } from '../../core/gather.ts';
import { probeOf } from '../../core/probe.ts';
import type { Sourced, Target } from '../../core/target.ts';
import { model } from '../../probes/run/model.ts';
import { type Diagnosis, diagnose } from './diagnosis.ts';
import type { CalledModel, Examined, Examining } from './examining.ts';
import { gravestFirst } from './gravest.ts';
import { modelsOf } from './models.ts';
import { otherModelNotes } from './other-models.ts';
import { askOnce, shareReads } from './share-catalog.ts';
import type { Subject } from './subject.ts';
import { findSubjects } from './subjects.ts';

/** Everything a run found out: its cells, gravest first. The run's own verdict, target and facts are the first one's. */
export interface Examination extends Diagnosis {
  readonly cells: readonly [Diagnosis, ...Diagnosis[]];
  /** What the reader should know of how the cells were found. */
  readonly notes: readonly string[];
}

/** Whether anything that is to be judged depends on a model. */
const needsModel = (checks: readonly Check[]): boolean =>
  reachedFrom(checks.flatMap(({ needs }) => Object.values(needs).map(probeOf))).has(model);

/**
 * Scope → subjects → cells → facts → findings: reads everything, in parallel, what is shared once, and judges cell by cell.
 * Read-only. Throws a `UsageError` where the scope cannot be examined.
 */
export async function examine(
  { target, scope, aws: asking }: Examined,
  checks: readonly Check[],
  options: Examining,
): Promise<Examination> {
  const aws = askOnce(asking);
  const store: Store = options.store ?? new Map();
  let looking: Examining = { ...options, store };
  const { subjects, notes, already } = await findSubjects(target, scope, aws, looking);
  if (already !== undefined) looking = { ...looking, already: new Map([...(looking.already ?? []), ...already]) };
  const cells = await Promise.all(subjects.map((subject) => cellsOf(subject, scope.models, aws, checks, looking)));
  const [first, ...rest] = gravestFirst(cells.flatMap(({ cells: some }) => some));
  if (first === undefined) throw new Error('a run without a subject');
  return { ...first, cells: [first, ...rest], notes: [...notes, ...cells.flatMap(({ notes: some }) => some)] };
}

interface Cells {
  readonly cells: readonly Diagnosis[];
  readonly notes: readonly string[];
}

/** The cells of one principal: its models, each judged. Without a known model one that says so. */
async function cellsOf(
  subject: Subject,
  given: readonly Sourced<string>[],
  aws: Aws,
  checks: readonly Check[],
  looking: Examining,
): Promise<Cells> {
  const { target } = subject;
  if (subject.nobody === true || !needsModel(checks))
    return { cells: [await diagnose(target, aws, checks, looking)], notes: [] };
  const also = given.length === 0 && looking.alsoModels ? await looking.alsoModels(target) : [];
  let expected: readonly CalledModel[] = given.length > 0 ? given : also;
  const shared = shareReads(
    aws,
    (name) => expected.filter(({ region = target.region }) => region.value === name).length,
  );
  if (given.length > 0) {
    const cells = await judged(target, given, shared, checks, looking);
    return { cells, notes: otherModelNotes(cells, given) };
  }
  // What other sources name is judged in any case, beside the search for more.
  const [found, named] = await Promise.all([
    modelsOf(subject, also, shared, checks, looking),
    judged(target, also, shared, checks, looking),
  ]);
  const { models, notes } = found;
  if (models.length === 0) return { cells: [await diagnose(target, shared, checks, looking)], notes };
  expected = models;
  const already = new Map(also.map((model, at) => [model, named[at]]));
  const more = models.filter((model) => already.get(model) === undefined);
  const rest = await judged(target, more, shared, checks, looking);
  const of = new Map([...already, ...more.map((model, at) => [model, rest[at]] as const)]);
  return { cells: models.flatMap((model) => of.get(model) ?? []), notes };
}

/** Every model is judged over its own facts; what they share is asked once. */
const judged = (
  target: Target,
  models: readonly CalledModel[],
  aws: Aws,
  checks: readonly Check[],
  looking: Examining,
): Promise<readonly Diagnosis[]> =>
  Promise.all(
    models.map(({ value, source, region = target.region }) =>
      diagnose(
        { ...target, region, model: { value, source } },
        region.value === aws.region ? aws : aws.inRegion(region.value),
        checks,
        looking,
      ),
    ),
  );
