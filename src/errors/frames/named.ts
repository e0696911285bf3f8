import { ANY_MESSAGE } from '../named.ts';
import type { Form } from './form.ts';

/** Exceptions of Bedrock's runtime and of every AWS service: https://docs.aws.amazon.com/bedrock/latest/APIReference/CommonErrors.html */
const EXCEPTIONS = [
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
const MENTIONED = new RegExp(`\\b(?:${EXCEPTIONS})(?!\\w)`, 'g');

/** The name itself, where something before it is looked at. */
const NAME = '\\b\\w{12,40}';
/** No code, which goes on otherwise: `except Name: sleep()`, `case "Name":`, `? Name : Other`. */
const NO_CODE = `(?<!(?:\\b(?:except|catch|case|rescue|import|extends|instanceof|throws|Throws|Raises|class|interface|struct)\\b[^;{]{0,80}|\\? )${NAME})`;
/** What stands between two names of a list, in any language. */
const NEXT_ONE =
  '["\'\\x60]?(?:,? | ?[,;/|\\u3001\\uff0c\\u30fb] ?)(?:(?:and|or|und|oder|et|ou|y|o|e|\\u0438|\\u0438\\u043b\\u0438) )?["\'\\x60]?|[\\u3068\\u3084\\u548c\\u6216]';
/** No list of what a program retries or a page explains. */
const NO_LIST = `(?<!\\b(?:retr\\w{1,12}|handl\\w{1,4}|ignor\\w{1,4}|catch\\w{0,4}|codes|[Ee]rrors|[Ee]xceptions|on)(?: \\w{1,12})?["']?\\W{1,5}${NAME}|Exception(?:${NEXT_ONE})${NAME}|#\\d{1,6}: ${NAME})(?!(?:${NEXT_ONE})\\w{3,40}Exception\\b)`;
/** No comparison of services: how each of them signals, words, reports such an error. */
const NO_MANNER = `(?<!\\b[Hh]ow (?:each|both|all|they)(?: one| of (?:them|these))? (?:signals?|words?|reports?|names?|calls?|shows?)\\b[^.;]{0,90}${NAME})`;
/** A key or an equals sign before a value, in any script. */
const KEY_OF = '[\\w\\u3000-\\u9fff\\uac00-\\ud7a3] ?[:=\\uff1a] ?\\*?';

/** Words before a name in prose and in code, where nobody reports it. */
const NO_TALK = `(?<!(?:\\b(?:on|retr\\w{1,6}|handl\\w{1,4}|map(?:s|ped|ping)?|the|an?|when|if|of|for|between|any|each|every|catch\\w{0,4}|throws?|returns?|raises?|translat\\w{1,4}|knows?|until|from|with|like|as|and|or|in|to|not|no|is|ignor\\w{1,4}|treats?|see|new|called|named|expected|want(?:ed)?|got|than|[Tt]est\\w{0,3}|class|enum|type|interface|throw|raise)|'s|[,/]|#\\d{1,6}:) ${NAME})`;
/** No table or page of exceptions: no other one stands close by. */
const ALONE = `(?!.{0,90}?\\b(?!\\k<exception>\\b)[A-Z]\\w{3,40}Exception\\b)(?<![A-Z]\\w{3,40}Exception\\b.{0,90}${NAME})`;
/** What goes on behind a name that is reported and not talked about. */
const REPORTED =
  '(?=$|[)\\]},;|\\u3000-\\u303f\\uff00-\\uff0f]|\\.(?:\\s|$)|\\s(?!(?:means?|is|was|are|were|when|if|and|or|in|into|with|for|to|the|an?|as|by|at|crash\\w{0,4}|handl\\w{1,4}|errors?|exceptions?|of|has|have|had|may|can|should|will|goes|does|only|path|paths|cases?|branch|ex?|err|exc|from)(?:\\W|$)|[=({?&+*/>-]|::))';

/** Where a name is an error: one alternative a place. The name comes first, so that a text is searched for it alone. */
const PLACES = [
  // Name: Message, Name - Message, in French Name : Message
  `(?=(?: ?: |\\uff1a)(?:${ANY_MESSAGE})| [-\\u2013\\u2014] ["'A-Z])${NO_CODE}`,
  // {"__type":"com.amazon#Name"}, "errorCode":"Name", 'Code': 'Name', name: 'Name'; but no class or model of an SDK
  `(?<=(?<key>["']?(?::exception-type|__type|name|error|errorCode|errorType|error_code|code|Code|type|errorName)["']? ?[:= ] ?["'](?:[\\w.]{0,60}[#.:])?)${NAME})(?=(?::[^"']*)?["'](?!;|, ?\\$fault|, ?"httpStatusCode"| ?(?:AND\\b|OR\\b|&&|\\|\\|)))`,
  // Lambda's JSON logs and Node's objects: Name {
  `(?= \\[?\\{)(?<!class ${NAME})`,
  // Aws::BedrockRuntime::Errors::Name
  `(?<=(?<ruby>::Errors::)${NAME})(?=\\)| \\(|: )`,
  // x-amzn-ErrorType: Name
  `(?<=[Xx]-[Aa]mzn-[Ee]rror[Tt]ype["']? ?: ?["']?${NAME})`,
  // (Name), [Name], code=Name, type: Name | status: 400
  `(?<=(?:${KEY_OF}|[(\\[\\uff08])(?:\\w{0,10}Bedrock\\w{0,12}[:.#])?${NAME})(?!\\]\\()(?=\\*?[)\\]},;\\u3000-\\u303f\\uff00-\\uff0f]|\\*?$|" ?[,}]| [|([]| (?:[Ss]tatus\\w{0,5}|http\\w{0,8}|HTTP|code|msg|[Mm]essage|details?|[Rr]equest\\w{0,3})\\b)${NO_CODE}${NO_LIST}${NO_MANNER}`,
  // failed: Name: why, error: [Name] why, Error 400 (Name), bedrock: Name (429)
  `(?<=(?:\\b(?:failed|[Ff]ailure|error|raised|threw|[Rr]eason|[Cc]aused by|limited|[Bb]edrock|API)(?:: ?\\[?| )|\\bError: ?\\[?|\\b[Ee]rror [45]\\d\\d \\(|\\bBedrock\\w{0,20}\\.)${NAME})(?=\\] |\\): |: \\S| [-\\u2013\\u2014] \\S| \\([45]\\d\\d\\)|$)`,
  // ("Name", 400, …), {error, <<"Name">>, 400}
  `(?=["'>]{1,4}, ?[45]\\d\\d\\b)`,
  // chat failed Name, | Name |, reason: Name
  `(?<=[\\w\\])}|:.!\\u2013\\u2014] ${NAME})${REPORTED}${ALONE}${NO_CODE}${NO_LIST}${NO_TALK}${NO_MANNER}`,
  // Name from Bedrock, and its message in the next line
  `(?= from (?:(?:AWS |Amazon )?Bedrock[:.]? [A-Z]\\w{1,20} [a-z]|Converse|InvokeModel)| in bedrock\\.[a-z])${NO_LIST}${NO_TALK}`,
];

const whole = (places: readonly string[], flags: string): RegExp =>
  new RegExp(`\\b(?<exception>${EXCEPTIONS})(?!\\w)(?:${places.join('|')})`, flags);

/** An exception's name where it is an error, whatever wrote it. Only what else names Bedrock makes it Bedrock's. */
export const NAMED: Form = {
  id: 'named',
  needles: ['exception', 'accessdenied'],
  pattern: whole(PLACES, 'g'),
};

/** One place each: an expression is made when it is first tried, and this one is the largest of all. */
const EACH = PLACES.map((place) => whole([place], 'y'));

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
