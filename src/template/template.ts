import type { Document, LineCounter, YAMLMap } from 'yaml';

/** A CloudFormation or SAM template as text and as tree. */
export interface Template {
  /** As messages name it. */
  readonly path: string;
  readonly text: string;
  readonly format: 'yaml' | 'json';
  readonly document: Document.Parsed;
  readonly root: YAMLMap;
  readonly lines: LineCounter;
}
