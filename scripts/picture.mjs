// Draws the pictures in the README from real runs against the sandbox, where their words have changed.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const BINARY = resolve('bin/bedrock-doctor.js');
const COLUMNS = 96;
const [LETTER, LINE, MARGIN, BAR] = [8.4, 19, 20, 34];

/** Names of the classes for the colors the tool prints: https://en.wikipedia.org/wiki/ANSI_escape_code#SGR */
const CLASSES = { 1: 'bold', 2: 'dim', 31: 'red', 32: 'green', 33: 'yellow', 36: 'cyan' };
const ENDS = { 22: ['bold', 'dim'], 39: ['red', 'green', 'yellow', 'cyan'] };

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** One printed line as SVG; the colors in `on` go on to the next. */
function lineOf(text, on, y) {
  let column = 0;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what a terminal obeys
  const parts = text.split(/\u001b\[(\d+)m/).map((part, at) => {
    if (at % 2 === 1) {
      if (CLASSES[part]) on.add(CLASSES[part]);
      for (const name of ENDS[part] ?? []) on.delete(name);
      return '';
    }
    const x = MARGIN + column * LETTER;
    column += [...part].length;
    if (part.trim() === '') return '';
    const lead = part.length - part.trimStart().length;
    const style = on.size > 0 ? ` class="${[...on].join(' ')}"` : '';
    return `<tspan x="${(x + lead * LETTER).toFixed(1)}"${style}>${escaped(part.trim())}</tspan>`;
  });
  return `<text y="${y}">${parts.join('')}</text>`;
}

function draw(title, printed) {
  const on = new Set();
  const lines = printed.trimEnd().split('\n');
  const width = MARGIN * 2 + COLUMNS * LETTER;
  const height = BAR + MARGIN * 2 + lines.length * LINE;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height}" role="img" aria-label="${escaped(title)}">
<style>
svg{--page:#ffffff;--edge:#d0d7de;--text:#1f2328;--dim:#656d76;--red:#cf222e;--green:#1a7f37;--yellow:#9a6700;--cyan:#0969da}
@media(prefers-color-scheme:dark){svg{--page:#0d1117;--edge:#30363d;--text:#e6edf3;--dim:#8b949e;--red:#ff7b72;--green:#3fb950;--yellow:#d29922;--cyan:#79c0ff}}
text{font:14px ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;fill:var(--text);white-space:pre}
.bold{font-weight:700}.dim{fill:var(--dim)}.red{fill:var(--red)}.green{fill:var(--green)}.yellow{fill:var(--yellow)}.cyan{fill:var(--cyan)}
</style>
<rect x=".5" y=".5" width="${(width - 1).toFixed(0)}" height="${height - 1}" rx="8" fill="var(--page)" stroke="var(--edge)"/>
<text x="${MARGIN}" y="24" class="dim">$ ${escaped(title)}</text>
<line x1="0" x2="${width.toFixed(0)}" y1="${BAR}" y2="${BAR}" stroke="var(--edge)"/>
${lines.map((line, at) => lineOf(line, on, BAR + MARGIN + 14 + at * LINE)).join('\n')}
</svg>
`;
}

const PICTURES = [
  { file: 'docs/role.svg', scenario: 'role-ecs-task', args: ['diagnose', '--role', 'orders-task-role'] },
  { file: 'docs/diagnose.svg', scenario: 'marketplace-subscription-denied', args: ['diagnose'] },
];
/** Where the sandbox is, which commands carry and nobody's own would. */
const ADDRESS = / --(?:endpoint|api)-url http:\/\/127\.0\.0\.1\S*/g;
/** Times, ids and durations differ from run to run. */
const wordsOf = (svg) =>
  svg
    .replace(/<[^>]*>/g, ' ')
    .replace(/\S*\d\S*/g, '')
    .replace(/\s+/g, ' ');

const home = mkdtempSync(join(tmpdir(), 'bedrock-doctor-picture-'));
const base = { PATH: process.env.PATH ?? '', HOME: home };
try {
  for (const { file, scenario, args } of PICTURES) {
    const sandbox = spawn(process.execPath, [BINARY, 'sandbox', '--scenario', scenario, '--format', 'json'], {
      env: base,
    });
    try {
      const line = await new Promise((done) => sandbox.stdout.once('data', (part) => done(String(part))));
      const { stdout } = spawnSync(process.execPath, [BINARY, ...args], {
        cwd: home,
        env: { ...base, ...JSON.parse(line).env, FORCE_COLOR: '1', COLUMNS: String(COLUMNS) },
        encoding: 'utf8',
      });
      const made = draw(`bedrock-doctor ${args.join(' ')}`, stdout.replace(ADDRESS, ''));
      const old = existsSync(file) ? readFileSync(file, 'utf8') : '';
      if (wordsOf(made) !== wordsOf(old)) writeFileSync(file, made);
    } finally {
      sandbox.kill();
    }
  }
} finally {
  rmSync(home, { recursive: true, force: true });
}
