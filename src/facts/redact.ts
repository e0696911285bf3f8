import type { Fact } from '../core/fact.ts';
import { asText, type Json } from '../core/json.ts';
import type { Target } from '../core/target.ts';
import { awsWords } from './aws-words.ts';
import type { FactsFile } from './facts-file.ts';
import { namesInText, wordsOf } from './names-in-text.ts';
import { pseudonymsFor } from './pseudonyms.ts';
import { anything, type Redactor } from './redactor.ts';
import { RULES, TARGET } from './rules.ts';
import { redactText } from './text.ts';

/** Words of our own placeholders and of addresses. */
const OWN_WORDS =
  'account alias api com example function group host key log person policy profile prod resource role secret session stack stage stream user value variable characters';

/** A state such as NOT_AVAILABLE, which a name may equal; names that stand alone have rules of their own. */
const ONE_WORD = /^(?:[a-z_]+|[A-Z_]+)$/;

/** Everything in the file that is a word of AWS's or ours, so that a name which equals it is not replaced in sentences. */
function keptWords(file: FactsFile): ReadonlySet<string> {
  const kept = new Set([...awsWords(), ...wordsOf(OWN_WORDS)]);
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      // Models and Regions are told apart by words, too.
      for (const id of value.match(/\b[a-z0-9]+\.[a-z0-9][a-z0-9.:_-]*|\b[a-z]{2,4}(?:-[a-z]+)+-\d\b/g) ?? []) {
        if (
          /^(?:[a-z-]+\.)?(?:anthropic|amazon|ai21|cohere|meta|mistral|openai|deepseek|qwen|writer|stability)\./.test(
            id,
          ) ||
          !id.includes('.')
        )
          for (const word of wordsOf(id)) kept.add(word);
      }
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, item] of Object.entries(value)) {
        if (!Array.isArray(value)) for (const word of wordsOf(key)) kept.add(word);
        visit(item);
      }
    }
  };
  for (const { target, facts } of [file, ...(file.cells ?? [])]) {
    visit({ ...target });
    for (const [probe, fact] of Object.entries(facts)) {
      for (const word of wordsOf(probe)) kept.add(word);
      if (probe !== 'cloudformation/stack') visit(fact);
    }
  }
  return kept;
}

const target = (given: Target, redactor: Redactor): Target =>
  TARGET(given as unknown as Json, redactor) as unknown as Target;

const fact = (probe: string, given: Fact<Json>, redactor: Redactor): Fact<Json> =>
  given.known
    ? { known: true, value: (RULES[probe] ?? anything)(given.value, redactor) }
    : { known: false, why: anything(given.why as unknown as Json, redactor) as unknown as (typeof given)['why'] };

function pass(file: FactsFile, redactor: Redactor): Pick<FactsFile, 'target' | 'facts' | 'cells' | 'notes'> {
  // In this order, in which the names are numbered.
  const own = target(file.target, redactor);
  const facts = Object.entries(file.facts).map(([probe, one]) => [probe, fact(probe, one, redactor)] as const);
  const cells = file.cells?.map((cell) => ({
    target: target(cell.target, redactor),
    facts: Object.fromEntries(
      Object.entries(cell.facts).map(([probe, one]) => [probe, one === null ? null : fact(probe, one, redactor)]),
    ),
  }));
  const notes = file.notes?.map((note) => asText(anything(note, redactor)));
  return {
    target: own,
    facts: Object.fromEntries(facts),
    ...(cells === undefined ? {} : { cells }),
    ...(notes === undefined ? {} : { notes }),
  };
}

/**
 * The file as it may be sent to somebody: account ids, names, addresses, secrets and application text replaced, equal
 * ones by equal placeholders; models, actions, Regions, AWS's managed policies and AWS's own sentences as they are. What
 * follows from the facts stays the same. Redacting twice is redacting once.
 */
export function redact(file: FactsFile): FactsFile {
  const names = pseudonymsFor(JSON.stringify([file.target, file.facts, file.cells ?? [], file.notes ?? []]));
  // The first pass learns the names, wherever they stand; the second replaces them in sentences that came earlier.
  pass(file, { names, text: (text) => redactText(text, names) });
  const inText = namesInText(names.known, keptWords(file));
  const text = (given: string): string => {
    const redacted = redactText(given, names);
    return ONE_WORD.test(redacted) ? redacted : inText(redacted);
  };
  return { ...file, redacted: true, ...pass(file, { names, text }) };
}
