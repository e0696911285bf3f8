import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';

/** Who may import whom (docs/architecture.md). A folder may always import itself. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  // The types of causes alone: what a cause is, it declares itself.
  core: ['causes'],
  causes: ['core', 'bedrock'],
  iam: ['core'],
  bedrock: ['core'],
  errors: ['core', 'causes'],
  scope: ['core', 'options', 'bedrock', 'applications'],
  aws: ['core'],
  template: ['core', 'bedrock', 'iam'],
  options: ['core'],
  topics: ['core', 'causes', 'options', 'applications'],
  completion: ['options'],
  applications: ['core', 'options', 'bedrock'],
  evidence: ['core', 'causes', 'bedrock', 'errors'],
  host: ['core'],
  fleet: ['core', 'causes', 'bedrock', 'reporters'],
  journal: ['core'],
  probes: ['core', 'aws', 'iam', 'bedrock', 'causes', 'applications', 'evidence'],
  settings: ['core', 'aws', 'iam', 'bedrock'],
  checks: ['core', 'causes', 'probes', 'iam', 'bedrock', 'evidence'],
  remedies: ['core', 'causes', 'probes', 'settings', 'iam', 'bedrock', 'template', 'applications'],
  facts: ['core', 'bedrock', 'errors', 'applications'],
  verification: ['core', 'causes', 'errors', 'aws', 'bedrock', 'applications'],
  reporters: ['core', 'causes', 'bedrock'],
  sandbox: ['core', 'iam'],
  mcp: ['core'],
};
/** What is composed of all the others, and whom each of these may not know. */
const MAY_NOT: Readonly<Record<string, readonly string[]>> = {
  engine: ['commands', 'library', 'completion'],
  commands: ['library'],
  library: ['cli', 'commands'],
  cli: ['commands', 'engine', 'aws', 'sandbox'],
};
const SRC = resolve(import.meta.dirname, '../src');
const files = (readdirSync(SRC, { recursive: true }) as string[]).filter((file) => file.endsWith('.ts'));
const importsOf = (file: string): string[] =>
  [...readFileSync(join(SRC, file), 'utf8').matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    (match) => match[1] ?? '',
  );

test('each folder imports only what the map allows', () => {
  const wrong = files.flatMap((file) => {
    const folder = file.includes('/') ? (file.split('/')[0] ?? '') : '';
    const others = importsOf(file)
      .filter((name) => name.startsWith('.'))
      .map((name) => relative(SRC, resolve(SRC, dirname(file), name)).split('/')[0] ?? '')
      .filter((other) => other !== folder);
    const [allowed, forbidden] = [MAY[folder], MAY_NOT[folder]];
    if (forbidden !== undefined)
      return others
        .filter((other) => forbidden.includes(other))
        .map((other) => `src/${file} imports src/${other}: ${folder} may not`);
    if (!allowed) return [];
    return others
      .filter((other) => !allowed.includes(other))
      .map((other) => `src/${file} imports src/${other}: ${folder} may import only ${allowed.join(', ') || 'itself'}`);
  });
  expect(wrong).toEqual([]);
});

test('every folder of the source has its line in the rules', () => {
  const rooms = new Set(files.filter((file) => file.includes('/')).map((file) => file.split('/')[0] ?? ''));
  expect([...rooms].sort()).toEqual([...Object.keys(MAY), ...Object.keys(MAY_NOT)].sort());
});

test('the map says of every folder what these rules say', () => {
  const map = readFileSync(resolve(SRC, '../docs/architecture.md'), 'utf8');
  const names = [...Object.keys(MAY), ...Object.keys(MAY_NOT)];
  const rows = [...map.matchAll(/^\| `([a-z]+)[^|]*\|[^|]*\|([^|]*)\|$/gm)].map(([, folder = '', words = '']) => ({
    folder,
    words,
    named: words.split(/[ ,]+/).filter((word) => names.includes(word)),
  }));
  expect(rows.map(({ folder }) => folder).toSorted()).toEqual(names.toSorted());
  for (const { folder, words, named } of rows) {
    expect(words.includes('everything but'), folder).toBe(folder in MAY_NOT);
    expect(named.toSorted(), folder).toEqual((MAY[folder] ?? MAY_NOT[folder] ?? []).toSorted());
  }
});

test('a file that the hand-written pages name is there', () => {
  const pages = [
    'docs/architecture.md',
    'docs/security.md',
    'docs/library.md',
    'docs/performance.md',
    'CONTRIBUTING.md',
  ];
  const root = resolve(SRC, '..');
  const there = ['src', 'test', 'bench', 'scripts', 'bin', 'deploy'].flatMap((folder) =>
    (readdirSync(join(root, folder), { recursive: true }) as string[]).map((file) => `/${folder}/${file}`),
  );
  const lost = pages.flatMap((page) =>
    [...readFileSync(join(root, page), 'utf8').matchAll(/`((?:[\w-]+\/)*[\w.-]+\.(?:ts|mjs|py))`/g)]
      .map(([, name = '']) => name)
      // What the build makes is in dist.
      .filter((name) => name !== 'index.mjs' && !there.some((file) => file.endsWith(`/${name}`)))
      .map((name) => `${page} names ${name}`),
  );
  expect(lost).toEqual([]);
});

test('whoever is asked for a diagnosis finds whom to examine as every command does: by look', () => {
  // Types of it are anybody's.
  const calls = (file: string): boolean =>
    /import \{[^}]*(?<!type )\bexamine\b[^}]*\}/.test(readFileSync(join(SRC, file), 'utf8'));
  expect(files.filter(calls)).toEqual(['engine/diagnose/look.ts']);
});

test('the SDK, the terminal libraries and the process stay where they belong', () => {
  const homes: readonly (readonly [RegExp, RegExp, string])[] = [
    // The AWS CLI's files are read as the SDK reads them.
    [/^@(aws-sdk|smithy)\/(?!core\/config$)/, /^aws\//, 'src/aws'],
    [/^@smithy\/core\/config$/, /^(aws\/|scope\/profiles\.ts$)/, 'src/aws and src/scope/profiles.ts'],
    [/^chalk$/, /^(reporters|host)\//, 'src/reporters and src/host'],
    [/^(ora|@inquirer\/prompts)$/, /^host\//, 'src/host'],
    [/^commander$/, /^cli\.ts$/, 'src/cli.ts'],
    [/^node:(fs|child_process)(\/|$)/, /^host\//, 'src/host'],
  ];
  const wrong = files.flatMap((file) =>
    importsOf(file).flatMap((name) =>
      homes
        .filter(([library, home]) => library.test(name) && !home.test(file))
        .map(([, , where]) => `src/${file} imports ${name}: that belongs to ${where} alone`),
    ),
  );
  const touching = files
    .filter((file) => !/^(host|sandbox)\//.test(file))
    .filter((file) =>
      /\bprocess\.[a-z]|\bconsole\.(?:log|error|warn)|\bDate\.now\(/.test(readFileSync(join(SRC, file), 'utf8')),
    )
    .map((file) => `src/${file} touches process, console or the clock: only src/host and bin may`);
  expect([...wrong, ...touching]).toEqual([]);
});

test('no module keeps anything of a run: one process may do many, for agents, fleets and these tests', () => {
  // What is made once, of declarations and never of a run.
  const madeOnce = ['facts/aws-words.ts', 'errors/suspicion.ts', 'errors/candidates.ts'];
  const keeps = files
    .filter(
      (file) => !/^(sandbox\/|fleet\/page\/script|reporters\/html\/script)/.test(file) && !madeOnce.includes(file),
    )
    .filter((file) =>
      /^(?:export )?(?:let\b|const \w+(?:: (?!readonly |Facts )[^=]+)? = (?:new (?:Set|Map)(?:<.*>)?\(\)|\[\]|\{\});)/m.test(
        readFileSync(join(SRC, file), 'utf8'),
      ),
    );
  expect(
    keeps.map((file) => `src/${file} has a variable that outlives a run: hang it on the run's host, by a WeakMap`),
  ).toEqual([]);
});

test('only its own file, the sandbox and the reader of errors know how the poem application writes', () => {
  const others = files.filter(
    (file) =>
      !/^(applications\/(poetry|guide)\.ts$|sandbox\/|errors\/)/.test(file) &&
      /poetry/i.test(readFileSync(join(SRC, file), 'utf8')),
  );
  expect(
    others.map((file) => `src/${file} names the guide's application: say it in src/applications/poetry.ts`),
  ).toEqual([]);
});

test('the language takes from the causes nothing but types', () => {
  const values = files
    .filter((file) => file.startsWith('core/'))
    .flatMap(
      (file) =>
        readFileSync(join(SRC, file), 'utf8').match(/^(?:import|export) (?!type\b).* from '\.\.\/causes\/.*$/gm) ?? [],
    );
  expect(values).toEqual([]);
});

test('no file imports itself by a detour', () => {
  const next = new Map(
    files.map((file) => [
      file,
      importsOf(file)
        .filter((name) => name.startsWith('.'))
        .map((name) => relative(SRC, resolve(SRC, dirname(file), name))),
    ]),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  const visit = (file: string, way: readonly string[]): void => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file].join(' → '));
    if (done.has(file) || way.includes(file)) return;
    for (const other of next.get(file) ?? []) visit(other, [...way, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  expect(circles).toEqual([]);
  expect([...next.values()].flat().length).toBeGreaterThan(1_000);
});

test('a package that is imported late is a module: of a CommonJS one the bundle has only the default', () => {
  const late = files.flatMap((file) =>
    [...readFileSync(join(SRC, file), 'utf8').matchAll(/\bimport\(\s*'([^'.][^']*)'/g)].map((match) => ({
      file,
      name: match[1] ?? '',
    })),
  );
  const isModule = (name: string): boolean => {
    const bare = /^(?:@[^/]+\/)?[^/]+/.exec(name)?.[0] ?? name;
    const { type, module, exports } = JSON.parse(
      readFileSync(resolve(SRC, '../node_modules', bare, 'package.json'), 'utf8'),
    ) as { readonly type?: string; readonly module?: string; readonly exports?: unknown };
    return type === 'module' || module !== undefined || /"(?:import|module)":/.test(JSON.stringify(exports ?? {}));
  };
  const packages = late.filter(({ name }) => !name.startsWith('node:'));
  expect(packages.length).toBeGreaterThan(1);
  expect(packages.filter(({ name }) => !isModule(name))).toEqual([]);
  expect(isModule('yaml')).toBe(false);
});

test('the tests that judge mutants can be put together in one program, as the mutation tester does', () => {
  const judges = JSON.parse(readFileSync(resolve(SRC, '../test/mutation/judges.json'), 'utf8')) as Readonly<
    Record<string, readonly string[]>
  >;
  const unfit = Object.entries(judges).flatMap(([room, names]) =>
    [...new Set(names)].flatMap((name) => {
      const text = readFileSync(resolve(SRC, `../test/${name}.test.ts`), 'utf8');
      return /^(?:(?:const|let) .{1,80}= )?await /m.test(text)
        ? [`${name} judges src/${room} and waits outside a test, which a program in one file cannot`]
        : [];
    }),
  );
  expect(unfit).toEqual([]);
  for (const room of Object.keys(judges)) expect(Object.keys(MAY), room).toContain(room);
});
