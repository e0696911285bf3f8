/** One expression of several, each of which finds a line from its first letter on. */
const anyOf = (kinds: Readonly<Record<string, string>>): RegExp =>
  // The blanks before it are one run: no kind is tried anew at each of them.
  new RegExp(`^[ \\t]*(?=\\S)(?:${Object.values(kinds).join('|')})`);

/** A line that only a program has. */
const STRONG = anyOf({
  declaration:
    '(?:(?:export|pub|public|private|protected|internal|static|async|override|final|abstract|suspend) ){0,4}(?:func|fn|fun|def|class|struct|interface|enum|impl|trait|namespace|record|defmodule|structure|const|let|var|val)\\b[ (]\\S',
  annotation: '(?:@\\w{2,40}(?:\\(|$)|#\\[\\w{2,40}|\\[(?:Fact|Theory|Test\\w{0,20})\\])',
  assignment: '[\\w., ]{1,80} := ',
  literal: '.{0,200}[&*]\\w{1,40}\\.\\w{1,60}\\{$',
  block: '\\}? ?(?:else )?(?:if|for|while|switch|match|guard|when|try|do|unless|loop)\\b.{0,300}[{:]$',
  assertion: '(?:await )?(?:expect|assert\\w{0,20}|Assert\\.\\w{1,30})[!.( ]',
  test: '(?:describe|it|test|t\\.Run)\\(',
  arm: '.{0,300}=> (?:[{(]|\\w[\\w.]{0,60}\\()',
  body: '.{0,300}\\) (?:\\{|(?:async throws )?-> .{1,80}\\{)$',
});

/** What a line of a program also looks like, and one of prose, of a log or of an error never in most of a text. */
const WEAK = anyOf({
  end: '[})\\]]{1,6}[,;.]?(?: ?(?:else|catch|finally|except).{0,120})?$',
  start: '[}\\])]{0,2} ?[{([]{1,3}$',
  call: '(?:new |await |go |defer )?(?:[})\\]]{1,4}\\.?\\w{0,40}|[\\w.!&*:<>]{1,100}|\\.\\w{1,60})\\(.{0,400}$',
  assignment: '[\\w., ]{1,80}(?: = |\\+= |: \\w[\\w<>[\\].?]{0,40} = )\\S.{0,400}$',
  text: '["\'`].{0,400}["\'`)\\]}]{1,5}[,;]?$',
  row: '[{([]["\'`{].{0,400}$',
  field: '\\w{1,60} ?: {1,20}\\S.{0,400}[,{([]$',
  statement:
    '(?:return|throw|raise|yield|await|import|from|use|using|package|case|default|catch|except|rescue|end|break|continue|pass|else)\\b.{0,300}[;:{(),]?$',
  comment: '(?:\\/\\/|#[ \\t]|"""$)',
});

/** A line that tells of something that happened: of a log, a stack, a screen. */
const TOLD =
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d|^\W{0,4}\d\d:\d\d:\d\d|^[^\w"'`]{0,6}(?:at [\w$.<>[\]]{1,200}[ (]|File "|Traceback\b|Caused by|--->|Uncaught\b|Unhandled\b|panic:|fatal:|goroutine \d|(?:ERROR|WARN|WARNING|FATAL|CRITICAL|INFO|DEBUG)\b|[Ee]rror: (?![&*{[("'])|(?:[\w$./:]{0,80}[.:/])?[A-Z]\w{0,60}(?:Exception|Error)(?: \[\w{1,60}\])?: \S|An error occurred \(|operation error )|^[ \t]{0,4}(?:\$|%|>{1,3}|❯|In \[\d{1,5}\]:?) \S/;
/** Where a listing begins and ends in Markdown: https://spec.commonmark.org/0.31.2/#fenced-code-blocks */
const FENCE = /^[ \t>]{0,8}(?:```|~~~)/;
/** What a program is made of tells whose error it meets. */
const IMPORT = /^[ \t]*(?:import|from|use|using|require|package)\b/;

/** How much of a text must be lines of a program: less where two of them are nothing else. */
const SHARE = { of: 0.8, ofTwo: 0.6 } as const;
/** Fewer lines than this are no listing. */
const LEAST = 3;

/** Numbers of the lines of a section that belong to a listing of a program; none where something in it happened. */
function inSection(lines: readonly (readonly [number, string])[]): readonly number[] {
  const full = lines.filter(([, line]) => line.trim() !== '');
  // Of a log this is nearly all that is looked at.
  if (full.length < LEAST || full.some(([, line]) => TOLD.test(line))) return [];
  const strong = full.filter(([, line]) => STRONG.test(line)).length;
  if (strong === 0) return [];
  const own = full.filter(([, line]) => STRONG.test(line) || WEAK.test(line));
  if (own.length / full.length < (strong > 1 ? SHARE.ofTwo : SHARE.of)) return [];
  return own.filter(([, line]) => !IMPORT.test(line)).map(([index]) => index);
}

/**
 * Numbers of the lines of a text that are a program's own: what stands in its literals happened to nobody. A text, or what
 * stands between two fences of Markdown, is a program where most of its lines look so and none tells of an error. Never throws.
 */
export function programLines(lines: readonly string[]): ReadonlySet<number> {
  const sections: [number, string][][] = [[]];
  for (const [index, line] of lines.entries()) {
    if (FENCE.test(line)) sections.push([]);
    else sections.at(-1)?.push([index, line]);
  }
  return new Set(sections.flatMap(inSection));
}
