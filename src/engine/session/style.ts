import type { Host } from '../../core/host.ts';
import type { Style } from '../../core/style.ts';
import { inActions } from '../../host/terminal.ts';
import type { ResolvedOptions } from '../../options/resolve.ts';

/** Narrower than this nothing can be read, wider than that no line is. */
const [NARROWEST, WIDEST] = [40, 120];

/** The width to write for on a terminal of that many columns. */
export const widthFor = (columns: number): number => Math.min(Math.max(columns, NARROWEST), WIDEST);

/** 'owner/name/.github/workflows/deploy.yml@refs/heads/main'. */
const WORKFLOW = /^[^/]+\/[^/]+\/([^@]+)@/;

/** https://docs.github.com/en/actions/reference/variables-reference and https://docs.gitlab.com/ci/variables/predefined_variables/ */
function repositoryOf({ env, cwd }: Host): Pick<Style, 'repository'> {
  const root = env['GITHUB_WORKSPACE'] ?? env['CI_PROJECT_DIR'] ?? '';
  const workflow = WORKFLOW.exec(env['GITHUB_WORKFLOW_REF'] ?? '')?.[1] ?? null;
  return root === '' ? {} : { repository: { root, cwd, workflow } };
}

/** How reports are to look on this terminal. */
export const styleOf = (host: Host, options: ResolvedOptions): Style => ({
  color: host.colorOut,
  width: widthFor(host.columns),
  verbose: options.flag('verbose'),
  quiet: options.flag('quiet'),
  unicode: host.unicode,
  inActions: inActions(host.env),
  ...repositoryOf(host),
});
