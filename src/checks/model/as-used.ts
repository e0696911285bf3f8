import { parseModel, sameModel } from '../../bedrock/model-id.ts';
import { defineCheck } from '../../core/check.ts';
import type { Evidence } from '../../core/finding.ts';
import { maybe } from '../../core/probe.ts';
import { describeSource } from '../../core/target.ts';
import { lambdaFunction } from '../../probes/lambda/function.ts';
import { evidence } from '../../probes/run/evidence.ts';
import { model } from '../../probes/run/model.ts';
import { templateModels } from '../../probes/run/template-models.ts';
import { modelKnown } from './known.ts';

/** A model the function says it uses, and where it says so. */
interface Use {
  readonly id: string;
  /** In words: 'its variable BEDROCK_MODEL_ID'. */
  readonly where: string;
  readonly evidence: Evidence;
}

/** Whether two ids call the same thing: a profile is not the model behind it, but its ARN is the profile. */
function sameCall(a: string, b: string): boolean {
  const [left, right] = [parseModel(a), parseModel(b)];
  return a === b || (left.kind === right.kind && left.prefix === right.prefix && sameModel(a, b));
}

/**
 * Whether the model that is examined is the one the function calls: its log's newest line, its variables, and where the
 * function cannot be read its template. A diagnosis of another model than the one that fails helps nobody.
 */
export const asUsed = defineCheck({
  id: 'model/as-used',
  title: 'The function calls the model that is examined',
  link: 'model',
  about: 'function',
  needs: {
    model,
    lambdaFunction: maybe(lambdaFunction),
    evidence: maybe(evidence),
    templateModels: maybe(templateModels),
  },
  after: [modelKnown],
  messages: {
    other: {
      severity: 'warning',
      cause: 'unknown',
      title: 'The function calls another model than the one that is examined',
      say: ({ id, from, used, where }: { id: string; from: string; used: string; where: string }) =>
        `${id} is examined (from ${from}), but the function calls ${used}, says ${where}. Pass --model ${used} to look at that one.`,
    },
    several: {
      severity: 'info',
      cause: 'unknown',
      title: 'The function names several models',
      say: ({ id, others }: { id: string; others: readonly string[] }) =>
        `${id} is examined; the function also names ${others.join(' and ')}.`,
    },
  },
  judge({ model: choice, lambdaFunction: fn, evidence: seen, templateModels: template }, find) {
    const id = choice.reference.given;
    if (choice.source.from === 'discovered') {
      return { status: 'not-applicable', why: 'every model that it is known to call is examined' };
    }
    const last = seen.known ? seen.value.called.at(-1) : undefined;
    const called = last === undefined ? null : { id: last.model, evidence: last.evidence };
    const own = (fn.known ? (fn.value?.models ?? []) : []).map(
      ({ variable, model: value }, index): Use => ({
        id: value,
        where: `its variable ${variable}`,
        evidence: { kind: 'fact', probe: 'lambda/function', pointer: `/models/${index}/model`, value },
      }),
    );
    const written = (template.known ? (template.value ?? []) : []).map(
      ({ kind, name, model: value }, index): Use => ({
        id: value,
        where: `${kind === 'parameter' ? 'the default of parameter' : 'variable'} ${name} in its template`,
        evidence: { kind: 'fact', probe: 'run/template-models', pointer: `/${index}/model`, value },
      }),
    );
    const where = last?.source === 'event' ? "CloudTrail's event history" : 'its log';
    const logged: readonly Use[] = called === null ? [] : [{ ...called, where }];
    // What was called says more than what is set; what is set more than what was written.
    const uses = [...logged, ...own, ...written];
    const [first] = uses;
    if (first === undefined) return { status: 'not-applicable', why: 'neither its log nor its variables name a model' };
    const aside = { subject: id, evidence: uses.map(({ evidence }) => evidence) };
    const told = logged[0] ?? (own.some((use) => sameCall(use.id, id)) ? undefined : first);
    if (told !== undefined && !sameCall(told.id, id)) {
      const from = describeSource(choice.source);
      return [find('other', { ...aside, data: { id, from, used: told.id, where: told.where } })];
    }
    const others = [
      ...new Set(uses.filter((use) => !sameCall(use.id, id)).map(({ id: other, where }) => `${other} (${where})`)),
    ];
    return logged.length > 0 || others.length === 0 ? [] : [find('several', { ...aside, data: { id, others } })];
  },
});
