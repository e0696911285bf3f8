import { byOwner, OWNER_WORDS } from '../causes/owner.ts';
import { sayBasis } from '../causes/said.ts';
import { harmless } from '../core/harmless.ts';
import type { Report } from '../core/report.ts';
import type { Reporter } from '../core/style.ts';
import { composeHandoff, handoffText } from './handoff.ts';
import { problemsOf } from './problems.ts';
import { describeRun } from './subject.ts';
import { targetRows } from './target-rows.ts';
import { ownerOf } from './title.ts';
import { verdictWords } from './verdict-words.ts';

/** Characters that mean something in Markdown or HTML: https://spec.commonmark.org/0.31.2/#backslash-escapes */
const plain = (text: string): string =>
  harmless(text).replace(/[\\`*_{}[\]()#+!|<>~&]/g, (letter) =>
    letter === '<' ? '&lt;' : letter === '>' ? '&gt;' : letter === '&' ? '&amp;' : `\\${letter}`,
  );
/** As code, whatever backticks it holds. */
const code = (text: string): string => {
  const safe = harmless(text).replaceAll('|', '\\|');
  const fence = '`'.repeat(Math.max(0, ...[...safe.matchAll(/`+/g)].map(([run]) => run.length)) + 1);
  const pad = safe.startsWith('`') || safe.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${safe}${pad}${fence}`;
};

const MARKS = { error: '❌', unknown: '❔', warning: '⚠️', info: 'ℹ️' } as const;

function fixes({ remedies }: Report): readonly string[] {
  if (remedies.length === 0) return [];
  return [
    '### How to fix it, safest first',
    '',
    ...remedies.flatMap(({ title, owner, command, risk, steps }, at) => [
      `${at + 1}. ${plain(title)}${byOwner(owner)}${command === null ? '' : `: ${code(command)}`}`,
      ...steps.map((step) => `   - ${plain(step)}`),
      ...(risk === '' ? [] : [`   - ${plain(risk)}`]),
    ]),
    '',
  ];
}

/** Text as it is to be copied, whatever backticks it holds. */
function fenced(text: string): readonly string[] {
  const fence = '`'.repeat(Math.max(3, ...[...text.matchAll(/`+/g)].map(([run]) => run.length + 1)));
  return [fence, ...text.trimEnd().split('\n').map(harmless), fence];
}

/** The text to send to whoever can fix it, folded, as it is to be copied. */
function handoff(report: Report): readonly string[] {
  const found = report.command === 'explain' ? null : composeHandoff(report);
  if (found === null) return [];
  return [
    `<details><summary>A text to send to ${OWNER_WORDS[found.to]}</summary>`,
    '',
    ...fenced(handoffText(found)),
    '',
    '</details>',
    '',
  ];
}

/** The report for a pull request, an issue or a step summary. */
export const markdown: Reporter = (report) => {
  const { rootCause, otherCauses, changes, notes, source, verification } = report;
  const mark =
    report.done !== undefined || report.verdict === null
      ? ''
      : report.verdict === 'healthy'
        ? '✅'
        : report.verdict === 'broken'
          ? '❌'
          : '⏳';
  const rows = targetRows(report);
  const about = describeRun(report);
  const problems = problemsOf(report);
  const lines = [
    // What must be read first; it holds a command, so that it is one block.
    ...(report.alert === undefined ? [] : ['> [!CAUTION]', `> ${plain(report.alert)}`, '']),
    `## ${[mark, plain(verdictWords(report))].filter(Boolean).join(' ')}`,
    '',
    ...(about === '' ? [] : [plain(about), '']),
    ...(rootCause === null
      ? []
      : [
          `**${rootCause.cause}**, ${sayBasis(rootCause)}. Who can fix it: ${OWNER_WORDS[ownerOf(report) ?? rootCause.owner]}.${rootCause.waitMinutes === null ? '' : ` AWS says to try again after ${rootCause.waitMinutes} minutes.`}`,
          '',
        ]),
    ...(otherCauses.length === 0 ? [] : [`Next in line: ${otherCauses.join(', ')}.`, '']),
    ...(problems.length === 0
      ? []
      : [
          '| | Check | What was found |',
          '| --- | --- | --- |',
          ...problems.map(
            ({ severity, code: id, message }) => `| ${MARKS[severity]} | ${code(id)} | ${plain(message)} |`,
          ),
          '',
        ]),
    ...fixes(report),
    ...handoff(report),
    ...(changes.length === 0
      ? []
      : ['### Changes', '', ...changes.map(({ subject, status }) => `- ${code(subject)}: ${status}`), '']),
    ...(verification === null || verification.poem === null
      ? []
      : ['### The poem', '', ...verification.poem.split('\n').map((line) => `> ${plain(line)}`), '']),
    ...(notes.length === 0 ? [] : [...notes.map((note) => `- ${plain(note)}`), '']),
    ...(source === undefined ? [] : [...fenced(source), '']),
    ...(rows.length === 0
      ? []
      : [
          '<details><summary>What was examined</summary>',
          '',
          '| | Value | From |',
          '| --- | --- | --- |',
          ...rows.map(([name, value, source]) => `| ${name} | ${code(value)} | ${plain(source)} |`),
          '',
          '</details>',
          '',
        ]),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
};
