import { createTwoFilesPatch } from 'diff';

/** What an edit changes, as `git diff` shows it. */
export const unifiedDiff = (path: string, from: string, to: string): string =>
  createTwoFilesPatch(path, path, from, to, undefined, undefined, {
    context: 3,
    headerOptions: { includeIndex: false, includeUnderline: false, includeFileHeaders: true },
  });
