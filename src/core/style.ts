import type { Report } from './report.ts';

/** A run within a repository. */
export interface Repository {
  /** Absolute, like the folder the run is in. */
  readonly root: string;
  readonly cwd: string;
  /** The file that asked for the run, from the root: the workflow; null where nobody says. */
  readonly workflow: string | null;
}

/** How a reporter is to write. */
export interface Style {
  readonly color: boolean;
  /** Columns of the terminal, 80 where there is none. */
  readonly width: number;
  readonly verbose: boolean;
  readonly quiet: boolean;
  readonly unicode: boolean;
  /** Whether GitHub Actions reads what is printed. */
  readonly inActions?: boolean;
  /** Where the run is, as far as the CI service tells it. */
  readonly repository?: Repository;
}

/** Report in, text out. Pure. */
export type Reporter = (report: Report, style: Style) => string;
