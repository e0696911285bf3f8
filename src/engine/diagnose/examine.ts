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
import { shareReads } from './share-catalog.ts';
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
  { target, scope, aws }: Examined,
  checks: readonly Check[],
  options: Examining,
): Promise<Examination> {
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
  if (given.length > 0) {
    const cells = await judged(target, given, aws, checks, looking);
    return { cells, notes: otherModelNotes(cells, given) };
  }
  const { models, notes } = await modelsOf(subject, aws, checks, looking);
  if (models.length > 0) return { cells: await judged(target, models, aws, checks, looking), notes };
  return { cells: [await diagnose(target, aws, checks, looking)], notes };
}

/** Every model is judged over its own facts; what they share is asked once. */
const judged = (
  target: Target,
  models: readonly CalledModel[],
  aws: Aws,
  checks: readonly Check[],
  looking: Examining,
): Promise<readonly Diagnosis[]> => {
  const inRegion = (name: string): number =>
    models.filter(({ region = target.region }) => region.value === name).length;
  const shared = models.length > 1 ? shareReads(aws, inRegion) : aws;
  return Promise.all(
    models.map(({ value, source, region = target.region }) =>
      diagnose(
        { ...target, region, model: { value, source } },
        region.value === shared.region ? shared : shared.inRegion(region.value),
        checks,
        looking,
      ),
    ),
  );
};
