import { jsonLine } from '../core/json-line.ts';
import { nearestOf } from '../core/nearest.ts';

/** The six fields of Anthropic's use-case form, as AWS sends them on: every value is text. */
export interface UseCase {
  readonly companyName: string;
  readonly companyWebsite: string;
  /** '0' internal, '1' external, '2' both. */
  readonly intendedUsers: string;
  readonly industryOption: string;
  readonly otherIndustryOption: string;
  readonly useCases: string;
}

/** One field: what is asked for, and the rule its answer must keep. */
export interface UseCaseField {
  readonly name: keyof UseCase;
  readonly question: string;
  /** What is wrong with an answer, in a sentence; null when nothing. */
  readonly check: (answer: string) => string | null;
}

/** AWS's bounds, in characters: https://docs.aws.amazon.com/bedrock/latest/userguide/model-access.html */
const SHORT = 128;
const LONG = 8_192;

const text =
  (most: number, required: boolean) =>
  (answer: string): string | null => {
    if (required && answer.trim() === '') return 'It may not be empty.';
    return answer.length > most ? `It may have at most ${most} characters; this has ${answer.length}.` : null;
  };

/** AWS answers "Invalid form data" to an address without its scheme. */
const website = (answer: string): string | null =>
  text(SHORT, true)(answer) ??
  (/^https?:\/\/[^\s/]+\.[^\s/]+/.test(answer) ? null : 'It must be a whole address that begins with https://.');

/** The fields in the order of AWS's page. */
export const USE_CASE_FIELDS: readonly UseCaseField[] = [
  { name: 'companyName', question: 'Company or your own name', check: text(SHORT, true) },
  {
    name: 'companyWebsite',
    question: 'Web site (individuals may give a portfolio, a GitHub profile or a project page)',
    check: website,
  },
  {
    name: 'intendedUsers',
    question: 'Who will use it: 0 internal people, 1 external people, 2 both',
    check: (answer) => (/^[012]$/.test(answer) ? null : 'It must be 0 (internal), 1 (external) or 2 (both).'),
  },
  { name: 'industryOption', question: 'Industry, such as Education', check: text(SHORT, true) },
  {
    name: 'otherIndustryOption',
    question: 'Industry in your own words, when it is "Other" (may be empty)',
    check: text(SHORT, false),
  },
  { name: 'useCases', question: 'What the model is used for, without confidential details', check: text(LONG, true) },
];

/** An empty form to fill in, as JSON text with two spaces. */
export const useCaseTemplate = (): string =>
  `${JSON.stringify(Object.fromEntries(USE_CASE_FIELDS.map(({ name }) => [name, ''])), null, 2)}\n`;

/** The JSON text that is sent: the six fields alone, in AWS's order. */
export const useCaseText = (answers: UseCase): string =>
  JSON.stringify(Object.fromEntries(USE_CASE_FIELDS.map(({ name }) => [name, answers[name]])));

/** A form from a file: its text as it is sent, or what is wrong with it, a sentence a mistake. Never throws. */
export function parseUseCase(file: string): { readonly text: string } | { readonly wrong: readonly string[] } {
  let parsed: unknown;
  try {
    parsed = JSON.parse(file.replace(/^\ufeff/, ''));
  } catch {
    return { wrong: [`Line ${jsonLine(file)} is not valid JSON.`] };
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    return { wrong: ['It must be a JSON object with the six fields.'] };
  const given = parsed as { readonly [name: string]: unknown };
  const strange = Object.keys(given).filter((name) => !USE_CASE_FIELDS.some((field) => field.name === name));
  const wrong = [
    ...strange.map((name) => {
      const meant = nearestOf(
        name,
        USE_CASE_FIELDS.map((field) => field.name),
      );
      return `${name} is no field of the form${meant === null ? '.' : `; did you mean ${meant}?`}`;
    }),
    ...USE_CASE_FIELDS.flatMap(({ name, check }) => {
      const value = given[name] ?? (name === 'otherIndustryOption' ? '' : undefined);
      if (value === undefined) return [`${name} is missing.`];
      // AWS takes the digit as text only.
      if (typeof value !== 'string') return [`${name} must be text in quotation marks.`];
      const mistake = check(value);
      return mistake === null ? [] : [`${name}: ${mistake}`];
    }),
  ];
  if (wrong.length > 0) return { wrong };
  return { text: useCaseText({ otherIndustryOption: '', ...(given as Omit<UseCase, 'otherIndustryOption'>) }) };
}
