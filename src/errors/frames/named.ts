import type { Form } from './form.ts';
import { ALONE, MESSAGE, NAME, NO_CASE, NO_CODE, NO_LIST, NO_MANNER, NO_NEXT, NO_TALK, REPORTED } from './reported.ts';

/** Exceptions of Bedrock's runtime and of every AWS service: https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html */
export const EXCEPTIONS = [
  'AccessDenied(?:Exception)?',
  'accessDeniedException',
  '[vV]alidationException',
  '[rR]esourceNotFoundException',
  '[tT]hrottlingException',
  '[sS]erviceUnavailableException',
  '[iI]nternalServerException',
  '[mM]odelTimeoutException',
  '[mM]odelNotReadyException',
  '[mM]odel(?:Stream)?ErrorException',
  '[sS]erviceQuotaExceededException',
  '[eE]xpiredTokenException',
  'UnrecognizedClientException',
].join('|');

/** Any mention of one of them, whoever makes it. */
const MENTIONED = new RegExp(`\\b(?:${EXCEPTIONS})`, 'g');

/** A key or an equals sign before a value, in any script. */
export const KEY_OF = '[\\w\\u3000-\\u9fff\\uac00-\\ud7a3] ?[:=\\uff1a] ?\\*?';

/** Where a name is an error: one alternative a place. The name comes first, so that a text is searched for it alone. */
export const PLACES = {
  // Name: Message, Name - Message
  'before a message': `${MESSAGE}${NO_CODE}`,
  // {"__type":"com.amazon#Name"}, "errorCode":"Name", 'Code': 'Name', name: 'Name'; but no class or model of an SDK
  'value of a key': `(?<=(?<key>(?:name|errorName|error|[Cc]ode|[Tt]ype)["']? ?[:= ] ?["'](?:[\\w.]{1,60}[#.:])?)${NAME})(?=:|["'](?!;|, ?\\$fault| (?:AND|OR|&&|\\|\\|)))`,
  // Lambda's JSON logs and Node's objects: Name {
  'before a brace': `(?= \\{)(?<!(?:class|interface|struct) ${NAME})`,
  // (Name), [Name], code=Name, type: Name | status: 400
  'in brackets or behind a key': `(?<=(?:${KEY_OF}|[(\\[\\uff08])(?:Bedrock\\w{0,12}\\.)?${NAME})(?!\\]\\()(?=\\*?(?:[)\\]},;\\u3000-\\u303f\\uff00-\\uff0f]|$|" ?[,}]| [|([]| (?:[Ss]tatus|http|HTTP|code|msg|[Mm]essage|detail|[Rr]equest|service=)))${NO_CASE}${NO_CODE}${NO_LIST}${NO_NEXT}${NO_MANNER}`,
  // failed: Name: why, Bedrock Name (429)
  'behind a word of failure': `(?<=(?:\\b(?:failed|[Ff]ailure|[Ee]rror|raised|threw|[Rr]eason|[Cc]aused by|limited|[Bb]edrock|API):? |Bedrock\\w{0,20}\\.)${NAME})(?=: \\S| - \\S| \\([45]\\d\\d\\))`,
  // ("Name", 400, …), {error, <<"Name">>, 400}
  'before a status': `(?=["'>]{1,4}, ?[45]\\d\\d)`,
  // chat failed Name, | Name |, reason: Name
  'at the end of a sentence': `(?<=[\\w\\])}|:.!\\u2013\\u2014] ${NAME})${REPORTED}${ALONE}${NO_CODE}${NO_LIST}${NO_TALK}${NO_MANNER}`,
  // Name from Bedrock, and its message in the next line
  'from Bedrock': `(?= from (?:(?:AWS |Amazon )?Bedrock[:.]? [A-Z]\\w{1,20} [a-z]|Converse|InvokeModel)| in bedrock\\.[a-z])${NO_LIST}${NO_TALK}`,
} as const;

/** An expression that finds a name in one of some places. */
export const nameAt = (places: readonly string[], flags: string): RegExp =>
  new RegExp(`\\b(?<exception>${EXCEPTIONS})(?:${places.join('|')})`, flags);

/** An exception's name where it is an error, whatever wrote it. Only what else names Bedrock makes it Bedrock's. */
export const NAMED: Form = {
  id: 'named',
  needles: ['exception', 'accessdenied'],
  pattern: nameAt(Object.values(PLACES), 'g'),
};

/** One place each: an expression is made when it is first tried, and this one is the largest of all. */
const EACH = Object.values(PLACES).map((place) => nameAt([place], 'y'));

/** What `NAMED` matches at the names of `at`; the first place that fits decides, and the places behind it are not even made. */
export const namedIn = (plain: string, at: readonly number[]): readonly RegExpExecArray[] =>
  at.flatMap((index) => {
    for (const place of EACH) {
      place.lastIndex = index;
      const found = place.exec(plain);
      if (found !== null) return [found];
    }
    return [];
  });

/** Where such a name stands, reported or not. */
export const placesOfNames = (plain: string): readonly number[] =>
  [...plain.matchAll(MENTIONED)].map(({ index }) => index);
