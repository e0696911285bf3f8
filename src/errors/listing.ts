import { programLines } from './program.ts';

/** A line of a test that names what it expects: nothing happened in it. */
const EXPECTS =
  /^[ \t]*(?:(?:(?:export )?(?:const|let|var) \w{1,40} = new \w{0,40}(?:Error|Exception)\(|throw new |(?:[}] )?(?:el|else )?if\b.{0,300}(?:\bin [\w.()]{1,40}|includes\(|[Cc]ontains\(|===? ).{0,200}[:{][ \t]*$)|(?:await )?(?:expect|assert\w{0,30}|should)\b ?[.(! "']|self\.assert\w{1,30}\(|t\.(?:Error|Fatal|Log)f?\(|[\w.]{1,60}\.assert(?:That|Equals|Contains|Match)\w{0,20}\(|(?:with )?pytest\.raises\(|.{0,200}\bside_effect ?=|.{0,200}\.(?:toContain|toThrow|toMatch|toEqual|toBe|toHaveBeen|rejects|reply|mockReject|mockResolve|thenThrow|side_effect)\w{0,30}\b)/;
/** A line of a program that holds a text for later: a constant, an answer of a stub, what a program says of it. */
const HOLDS =
  /^[ \t]*(?:(?:export |public |private |static |final ){0,4}(?:const|let|var|val|String)\b.{0,80}= ?["'`[({]|return\b.{0,400}[;})][ \t]*$|raise \w{1,60}\(|(?:logger|log|logging|console|LOG|slog)\.\w{1,20}\(|print(?:ln|f)?!?\(|\w{0,20}(?:respond|reply|stub)\w{0,20}\(|body: JSON\.stringify\(|\w{1,40} ?= ?[[({]{2}["'`]|[A-Z_]{3,40} ?= ?\{["'`])/;
/** Lines of a table of texts: an element of a list in a list, a list of what a program looks for. */
const LISTS =
  /^[ \t]*[[({][ \t]*["'`].{0,400}[\])}],[ \t]*$|^[ \t]*[\w.]{0,40}(?:patterns?|needles|phrases|keywords|markers|hints|messages|codes|errors|texts|RE)["']? ?[:=] ?[[({]{1,2}["'`].{0,600}[\])}]{1,2},?;?[ \t]*$/i;
/** A counter that stands at zero: `errors_total{type="…"} 0`. */
const ZERO = /^[ \t]*[A-Za-z_][\w:]{0,120}\{[^{}]{1,400}\} 0(?:\.0{1,6})?(?: \d{10,13})?[ \t]*$/;
/** What an alarm or a resource of a template is for: `alarm_description = "…"`. */
const PURPOSE = /^[ \t]*(?:["']?[Aa]larm_?[Dd]escription["']? {0,30}[:=] {0,4}\S|description {1,30}= ")/;
/** A change that somebody describes: `8f2e1aa fix(bedrock): …`, `- feat: …` (https://www.conventionalcommits.org/en/v1.0.0/). */
const COMMIT =
  /^[ \t]*(?:[-*|] )?(?:[0-9a-f]{7,40} )?(?:fix|feat|chore|docs|tests?|refactor|build|ci|perf|style|revert|deps)(?:\([^()]{1,60}\))?!?: \S/;
/** What an alarm, a filter or a retry looks for: `expr: sum(rate(…))`, `filterPattern: …`, `ErrorEquals: […]`. */
const LOOKS_FOR =
  /^[ \t]*(?:- )?["']?(?:(?:expr|[Ff]ilter_?[Pp]attern)["']? {0,30}[:=] {0,4}\S|(?:ErrorEquals|[Rr]etr\w{1,30})["']? {0,30}[:=] {0,4}\[)/;
/** The shape of an answer, with what SDKs' pages put for words: `message: "STRING_VALUE"`, `'message': 'string'`. */
const SHAPE = /^[ \t]*(?:[*#/]{1,3}[ \t]+){0,2}["']?\w{0,20}[Mm]essage["']? ?: ?["'](?:STRING_VALUE|string)["'],?$/;
/** A comment of most languages, on a line of its own. */
const COMMENT = /^[ \t]*(?:\/\/+|#+(?![!\w])|--|\*|;+)[ \t]+\S/;
/** A comment that says what a call does: `// returns "…" when …`. */
const TELLS = /^[ \t]*(?:\/\/+|#+|--|\*|;+)[ \t]+(?:returns?|throws?|raises?|rejects with|fails with|answers with)\b/;
/** What a line of a program looks like, and one of a log or of prose does not. */
const CODE =
  /^[ \t]*(?:import|from \S+ import|const|let|var|def|async|await|function|func|fn|class|public|private|protected|return|if|elif|else|for|while|try|except|catch|raise|throw|with|export|package|use|using|require|namespace|switch|case|end|begin|rescue)\b.{0,200}[{(:;,)\]]?[ \t]*$|^[ \t]*[\w.\]['"]{1,80} ?(?:=|:=|\+=) ?\S.{0,300}$|^[ \t]*[\w.]{1,80}\(.{0,200}\)?[;{]?[ \t]*$|^[ \t]*[})\]]{1,4}[;,]?[ \t]*$/;

/** The head of a program's test: the code below it asks for errors, and none of them happened. */
const TEST = /^[ \t]*(?:func Test\w{1,80}\(\w{1,10} \*testing\.[TBF]\)|(?:async )?def test_\w{1,80}\()/m;
/** The first line of a constant that goes on below: `HINTS = {`, `const MESSAGES: Record<string, string> = {`. */
const TABLE =
  /^[ \t]*(?:(?:export|const|let|var|val|static|final) ){0,3}[A-Z][A-Z0-9_]{3,40}(?:: ?[\w<>,[\] |]{1,60})? ?:?= ?[\w.(<>, ]{0,40}[[({][ \t]*$/;
/** Where such a constant ends. */
const TABLE_END = /^[ \t]*[\])}]/;
/** An entry of a cheat sheet: - `the error` → what to do. */
const ADVICE = /^[ \t]*[-*] [`"][^`"]{8,300}[`"] ?(?:→|⇒|[-=]>) ?\w/;
/** An item of a list of exceptions: • 400 ValidationException: the body is wrong. Three of them are a page. */
const ITEM = /^[ \t]*(?:[-*•·]|\d{1,2}[.)]) (?:[45]\d\d |`)?(?<name>\w{6,40}Exception)`? ?(?:[:–—-]|→) ?[^"]{1,90}$/;
/** The first row of a table that explains errors, and its other rows: | Error | Meaning | Fix |. */
const EXPLAINING_HEAD =
  /^[ \t]*\|(?:.*\|)? ?\**(?:Meaning|Description|Cause|Fix|Solution|Remedy|What it means|What to do|Bedeutung|Ursache|Signification|Significado)\**.{0,3} ?\|/i;
const ROW = /^[ \t]*\|/;
/** An item that is a name and nothing else, as in a list of what is retried or caught. */
const NAME_ITEM = /^[ \t]*- ["']?(?:\w{1,40}\.){0,3}\w{3,60}Exception["']?$/;
const NAMES_WHAT_TO_DO = /\b(?:ErrorEquals|[Rr]etr(?:y|ies|yable)\w{0,20}|[Cc]atch(?:es)?|[Ii]gnore[ds]?)["']?[ \t]*:/;
/** A heading, and what a page says below it: ### ThrottlingException … This exception means … */
const HEADING = /^#{1,6} /;
const EXPLAINS =
  /^(?:This|The) (?:error|exception|message|code) (?:\w{1,12} )?(?:means|occurs|happens|indicates|appears|is (?:returned|thrown|raised))\b/;

const isCode = (line: string): boolean =>
  EXPECTS.test(line) ||
  HOLDS.test(line) ||
  LISTS.test(line) ||
  ZERO.test(line) ||
  PURPOSE.test(line) ||
  COMMIT.test(line) ||
  LOOKS_FOR.test(line);
/** The same in a patch, whose lines begin with a sign. */
const isPatch = (line: string): boolean => /^[+-][ \t]*[\w}]/.test(line) && isCode(line.slice(1));

/** What a program prints under such a name is an answer, no constant. */
const ANSWER = /^[ \t]*(?:const |let |var )?(?:ERR(?:OR)?|EXCEPTION|RESPONSE|RESULT|OUTPUT|BODY|EVENT)\b/;
/** A constant of more lines than this is none that somebody pastes. */
const TABLE_LINES = 200;

/** Numbers of the lines that stand in a constant which began above them and ends below. */
function tabled(lines: readonly string[]): ReadonlySet<number> {
  const inside = new Set<number>();
  let below = 0;
  for (const [index, line] of lines.entries()) {
    if (index < below || !TABLE.test(line) || ANSWER.test(line)) continue;
    const length = lines.slice(index + 1, index + 1 + TABLE_LINES).findIndex((other) => TABLE_END.test(other));
    for (let at = 1; at <= length; at += 1) inside.add(index + at);
    below = index + 1 + Math.max(0, length);
  }
  return inside;
}

/** Whether a page explains an error below this line, its heading. */
const isExplained = (lines: readonly string[], index: number): boolean =>
  HEADING.test(lines[index] ?? '') &&
  EXPLAINS.test(lines.slice(index + 1, index + 4).find((line) => line.trim() !== '') ?? '');

/**
 * A text without what only quotes an error: lines of tests that expect one, comments among lines of a program, texts that a
 * program holds for later, tables and cheat sheets of them. What is left of a line's place is an empty line. Never throws.
 */
export function withoutListing(text: string): string {
  if (!text.includes('\n')) return isCode(text) || TELLS.test(text) ? '' : text;
  const lines = text.split('\n');
  const comments = lines.filter((line) => COMMENT.test(line)).length;
  const code = comments === 0 ? 0 : lines.filter((line) => CODE.test(line) && !COMMENT.test(line)).length;
  // Most lines marked alike are a text that somebody quoted; a listing has more code than comments.
  const listing = code >= 2 && code >= comments;
  const sheet = lines.filter((line) => ADVICE.test(line)).length >= 2;
  const items = new Set(lines.flatMap((line) => ITEM.exec(line)?.groups?.['name'] ?? [])).size >= 3;
  const shape = lines.some((line) => SHAPE.test(line));
  const explaining = lines.some((line) => EXPLAINING_HEAD.test(line));
  const handled = NAMES_WHAT_TO_DO.test(text);
  const test = TEST.test(text);
  const inTable = tabled(lines);
  const program = programLines(lines);
  return lines
    .map((line, index) =>
      isCode(line) ||
      isPatch(line) ||
      inTable.has(index) ||
      program.has(index) ||
      (listing && COMMENT.test(line)) ||
      (sheet && ADVICE.test(line)) ||
      (items && ITEM.test(line)) ||
      (explaining && ROW.test(line)) ||
      (handled && NAME_ITEM.test(line)) ||
      (shape && (SHAPE.test(line) || COMMENT.test(line))) ||
      (test && CODE.test(line)) ||
      isExplained(lines, index)
        ? ''
        : line,
    )
    .join('\n');
}
