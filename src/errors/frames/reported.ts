/** The name itself, where something before it is looked at. */
export const NAME = '\\b\\w{12,40}';

/** What is said of an error and is no message of one: raised if, means that. */
const DEFINES = '(?:raised|thrown|returned|occurs|happens|means|indicates) (?:if|when|by|for|that|the)';

/** A message behind a name, where code and lists go on otherwise: Name: Message, Name - Message, in French Name : Message. */
export const MESSAGE = `(?=(?: ?: |\\uff1a)(?:["'(A-Z0-9\\[{]|[a-z]\\w+ \\(|[a-z]\\w+: [A-Z"'\\d]|[a-z]\\w+\\.[\\w.]+: |(?!${DEFINES})[a-z][\\w.:-]* [a-z"'][\\w.:"'-]* [a-z])| [-\\u2013\\u2014] ["'A-Z])`;

/** No code, which goes on otherwise: `except Name: sleep()`, `case "Name":`, `? Name : Other`. */
export const NO_CODE = `(?<!(?:\\b(?:except|catch|case|rescue|import|extends|instanceof|[Tt]hrows|Raises|class|interface|struct)\\b[^;{]{1,80}|\\? )${NAME})`;

/** No list of what a program retries or a page explains. */
export const NO_LIST = `(?<!\\b(?:retr\\w{1,12}|handl\\w{1,4}|ignor\\w{1,4}|catch\\w{1,4}|codes|[Ee]rrors|[Ee]xceptions|on)(?: \\w{1,12})?\\W{1,6}${NAME}|#\\d{1,6}: ${NAME})`;

/** No other name comes next. */
export const NO_NEXT = '(?!(?:[,;\\u3001\\uff0c]| \\|) ?(?:\\S{1,5} )?\\w{3,40}Exception)';

/** No case that the name in brackets stands for, in a language that goes on right behind them, or beside another such case. */
export const NO_CASE =
  '(?!(?:\\)|\\uff09)[\\ub294\\uc740\\uc774\\uac00\\uc744\\ub97c\\uc758\\u306f\\u304c\\u3092\\u306e\\u3068]|\\) (?:and|or) [\\w ]{1,40}\\(\\w{3,40}Exception)';

/** No comparison of services: how each of them signals, words, reports such an error. */
export const NO_MANNER = `(?<!\\b[Hh]ow (?:each|both|all|they) [^.;]{1,90}${NAME})`;

/** Words before a name in prose and in code, where nobody reports it. */
export const NO_TALK = `(?<!(?:\\b(?:map(?:s|ped|ping)?|the|an?|when|if|of|for|between|any|each|every|throw|returns?|raises?|translat\\w{1,4}|knows?|until|from|with|like|as|and|or|in|to|not|no|is|treats?|see|new|called|named|expected|want(?:ed)?|got|than|[Tt]est\\w{0,3}|enum|type|el|los|der|die|das|les?|une?|il|gli|uma?)(?: [45]\\d\\d)?|'s) ${NAME})`;

/** No table or page of exceptions: no other one stands close by. */
export const ALONE = `(?!.{1,90}?\\b(?!\\k<exception>)[A-Z]\\w{3,40}Exception)(?<![A-Z]\\w{3,40}Exception.{1,90}${NAME})`;

/** What goes on behind a name that is reported and not talked about. */
export const REPORTED =
  '(?=$|[)\\]},;|\\u3000-\\u303f\\uff00-\\uff0f]|\\.(?: |$)| (?!(?:means?|is|was|are|were|when|if|and|or|in|into|with|for|to|the|an?|as|by|at|crash\\w{0,4}|handl\\w{1,4}|errors?|exceptions?|of|has|have|had|may|can|should|will|goes|does|only|paths?|cases?|branch|ex?|err|exc|from)(?:\\W|$)|[=(?&*+/>\\u2192\\u21d2]|-(?!-)))';
