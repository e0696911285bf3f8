import { CAUSES } from '../../causes/catalogue.ts';
import { byOwner, OWNER_WORDS } from '../../causes/owner.ts';
import { sayBasis } from '../../causes/said.ts';
import { LINKS, type Link } from '../../core/link.ts';
import { shortPrincipal } from '../../core/principal.ts';
import type { Report, ReportCheck } from '../../core/report.ts';
import { cellsOfCheck, namesOfCells } from '../cells.ts';
import { evidenceBeside } from '../evidence.ts';
import { composeHandoff, handoffText } from '../handoff.ts';
import { blockedIn, reasonIn, type State, stateOf } from '../state.ts';
import { targetRows } from '../target-rows.ts';
import { ownerOf } from '../title.ts';
import { escaped } from './escaped.ts';

/** A state in a word, so that nobody has to tell colors apart. */
const WORDS: { readonly [state in State]: string } = {
  pass: 'good',
  fail: 'broken',
  warning: 'warning',
  unknown: 'not known',
  idle: 'not judged',
};
const SIGNS: { readonly [state in State]: string } = { pass: '✔', fail: '✖', warning: '▲', unknown: '?', idle: '○' };

const WORST: readonly State[] = ['fail', 'unknown', 'warning', 'pass', 'idle'];
const worstOf = (checks: readonly ReportCheck[]): State => {
  const states = checks.map(stateOf).filter((state) => state !== 'pass' || blockedIn(checks) === null);
  return WORST.find((state) => states.includes(state)) ?? 'idle';
};

/** Whether the root cause is in this link. */
const holdsRoot = (rootCause: Report['rootCause'], checks: readonly ReportCheck[], link: Link): boolean =>
  rootCause !== null &&
  checks.some(
    (check) =>
      check.link === link &&
      check.findings.some(({ cause, severity }) => severity === 'error' && cause === rootCause.cause),
  );

/** Who calls, and what: the ends of the drawing; of the gravest cell where there are several. */
function ends({ cells, target }: Report): readonly [who: string, model: string] {
  const [cell] = cells;
  const principal = cell?.principal ?? target.principal?.value ?? null;
  return [
    cell?.function ?? target.function?.value ?? (principal === null ? 'the caller' : shortPrincipal(principal)),
    cell?.model ?? target.model?.value ?? 'the model',
  ];
}

/** The checks that say something of the gravest cell: the drawing is of its way alone. */
const ofFirstCell = ({ checks, cells }: Report): readonly ReportCheck[] =>
  checks.filter((check) => {
    const of = cellsOfCheck(check, cells);
    return of.length === 0 || of.some((cell) => cell === cells[0]);
  });

/** How a link is called where a person reads it. */
const nameOfLink = (link: Link): string => (link === 'region' ? 'Region' : link);

/** The chain a request takes, drawn from who calls to the model, with the broken link filled and what is behind it cut off. */
export function chain(report: Report): string {
  const own = ofFirstCell(report);
  const links = LINKS.filter((link) => own.some((check) => check.link === link));
  if (links.length === 0) return '';
  const [who, model] = ends(report);
  const items = links.map((link) => {
    const state = worstOf(own.filter((check) => check.link === link));
    const root = holdsRoot(report.rootCause, own, link);
    const words = `: ${WORDS[state]}${root ? ', the root cause' : ''}`;
    return `<li class="${state}${root ? ' root' : ''}"><span class="link"><span aria-hidden="true">${SIGNS[state]}</span> ${escaped(nameOfLink(link))}<span class="unseen">${words}</span></span></li>`;
  });
  const end = (name: string, word: string): string =>
    `<li class="end"><span class="link"><span class="unseen">${word}: </span>${escaped(name)}</span></li>`;
  // Safari takes a list without marks for no list: https://developer.mozilla.org/docs/Web/CSS/list-style#accessibility
  return `<h2>The way of a call, from who calls to the model</h2>\n<ol class="chain" role="list">${end(who, 'from')}${items.join('')}${end(model, 'to')}</ol>`;
}

/** What is broken, why that is believed, and who can mend it. */
export function rootCause(report: Report): string {
  const { rootCause: root, otherCauses } = report;
  if (root === null) return '';
  const evidence = report.checks
    .flatMap(({ findings }) => findings)
    .filter(({ cause, severity }) => cause === root.cause && severity === 'error');
  const rows = evidence.flatMap((finding) =>
    finding.evidence.map((one) => `<li><code>${escaped(evidenceBeside(one, finding.message))}</code></li>`),
  );
  const { source } = CAUSES[root.cause];
  return [
    '<h2>The root cause</h2>',
    `<p><code>${root.cause}</code>, ${sayBasis(root)}. Who can fix it: ${escaped(OWNER_WORDS[ownerOf(report) ?? root.owner])}.</p>`,
    ...evidence.map(({ message }) => `<p>${escaped(message)}</p>`),
    ...(root.waitMinutes === null ? [] : [`<p>AWS says to try again after ${root.waitMinutes} minutes.</p>`]),
    ...(rows.length === 0 ? [] : [`<details><summary>Evidence</summary><ul>${rows.join('')}</ul></details>`]),
    ...(otherCauses.length === 0
      ? []
      : [`<p class="soft">Next in line: ${otherCauses.map((id) => `<code>${id}</code>`).join(', ')}</p>`]),
    `<p class="soft">Source: <a href="${escaped(source)}" rel="noreferrer">${escaped(source)}</a></p>`,
  ].join('\n');
}

/** A text that can be copied; readers of buttons alone hear which one it is. */
const copyable = (id: string, text: string, what: string): string =>
  `<div class="command"><pre id="${id}">${text}</pre><button type="button" data-copies="${id}" hidden>Copy<span class="unseen"> ${what}</span></button></div>`;

/** The fixes, each with a command that can be copied. */
export function fixes({ remedies }: Report): string {
  if (remedies.length === 0) return '';
  const items = remedies.map(({ title, owner, command, risk, steps, time, undo }, at) => {
    const id = `fix-${at + 1}`;
    const lines = [
      `<strong>${escaped(title)}</strong><span class="soft">${escaped(byOwner(owner))}</span>`,
      ...(command === null ? [] : [copyable(id, escaped(command), `the command of way ${at + 1}`)]),
      ...steps.map((step) => `<p>${escaped(step)}</p>`),
      ...(risk === '' ? [] : [`<p class="soft">Risk: ${escaped(risk)}</p>`]),
      ...(time === null
        ? []
        : [`<p class="soft">Time: ${escaped(time)}. To undo it: ${escaped(undo ?? 'nothing to undo')}.</p>`]),
    ];
    return `<li>${lines.join('\n')}</li>`;
  });
  return `<h2>How to fix it, safest first</h2>\n<ol class="fixes">${items.join('\n')}</ol>`;
}

/** The text to send to whoever can fix it, ready to be copied. */
export function handoff(report: Report): string {
  const found = report.command === 'explain' ? null : composeHandoff(report);
  if (found === null) return '';
  const lines = handoffText(found).trimEnd().split('\n').map(escaped).join('\n');
  return `<details><summary>A text to send to ${escaped(OWNER_WORDS[found.to])}</summary>${copyable('handoff', lines, 'the text')}</details>`;
}

/** Every check with its outcome, and of which cells it is where several were examined. */
export function checks({ checks: all, cells }: Report): string {
  if (all.length === 0) return '';
  const rows = all.map((check) => {
    const state = stateOf(check);
    const words =
      check.findings.length > 0 ? check.findings.map(({ message }) => message).join(' ') : (reasonIn(check, all) ?? '');
    const own = cellsOfCheck(check, cells);
    const of = own.length === 0 ? '' : `<br><span class="soft">${escaped(namesOfCells(own, cells))}</span>`;
    return `<tr class="${state}"><td class="state"><span aria-hidden="true">${SIGNS[state]}</span> ${WORDS[state]}</td><td>${escaped(check.title)}${of}<br><code class="soft">${escaped(check.id)}</code></td><td>${escaped(words)}</td></tr>`;
  });
  return `<details><summary>All ${all.length} checks</summary><table class="checks"><thead><tr><th scope="col">State</th><th scope="col">Check</th><th scope="col">What was found</th></tr></thead><tbody>${rows.join('\n')}</tbody></table></details>`;
}

/** What was examined, and who said so. */
export function target(report: Report): string {
  const rows = targetRows(report).map(
    ([name, value, source]) =>
      `<tr><th scope="row">${escaped(name)}</th><td><code>${escaped(value)}</code></td><td class="soft">${escaped(source)}</td></tr>`,
  );
  return rows.length === 0 ? '' : `<h2>What was examined</h2>\n<table><tbody>${rows.join('\n')}</tbody></table>`;
}

/** What was changed, what came of it, and what else is to be said. */
export function done({ changes, verification, notes, source }: Report): string {
  const parts: string[] = [];
  if (changes.length > 0) {
    const rows = changes.map(
      ({ subject, setting, status }) =>
        `<tr><td>${escaped(status)}</td><td><code>${escaped(subject)}</code></td><td class="soft">${escaped(setting)}</td></tr>`,
    );
    parts.push(`<h2>Changes</h2>\n<table><tbody>${rows.join('')}</tbody></table>`);
  }
  if (verification?.poem != null) {
    const lines = verification.poem.split('\n').map(escaped).join('<br>');
    parts.push(`<h2>The poem</h2>\n<blockquote>${lines}</blockquote>`);
  }
  parts.push(...notes.map((note) => `<p>${escaped(note)}</p>`));
  if (source !== undefined) parts.push(`<pre>${source.trimEnd().split('\n').map(escaped).join('\n')}</pre>`);
  return parts.join('\n');
}
