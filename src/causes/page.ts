import type { Severity } from '../core/finding.ts';
import type { Cause } from './cause.ts';
import type { Help } from './help/help.ts';
import { OWNER_WORDS } from './owner.ts';

/** One part of a page. Plain text throughout; whoever prints it wraps and paints. */
export type Section = { readonly heading: string } & (
  | { readonly kind: 'text'; readonly text: string }
  /** `ordered`: one after the other. */
  | { readonly kind: 'list'; readonly items: readonly string[]; readonly ordered: boolean }
  /** Words of AWS, to be shown as they are. */
  | { readonly kind: 'quotes'; readonly items: readonly string[] }
  | { readonly kind: 'links'; readonly items: readonly string[] }
  /** The first row is the head. */
  | { readonly kind: 'table'; readonly rows: readonly (readonly [string, ...string[]])[] }
  /** Text whose lines stay as they are. */
  | { readonly kind: 'lines'; readonly language: string; readonly text: string }
);

/** Everything there is to say about a cause or another topic. */
export interface Page {
  readonly id: string;
  readonly title: string;
  readonly sections: readonly Section[];
}

/** What a check says of a cause, from the check's own messages. */
export interface Told {
  readonly check: string;
  readonly title: string;
  readonly severity: Severity;
}

/** What the checks and signatures know of one cause; the catalog itself knows neither. */
export interface Confirmation {
  /** Messages of AWS, as they were really seen. */
  readonly words: readonly string[];
  readonly told: readonly Told[];
}

const SEVERITIES: { readonly [severity in Severity]: string } = {
  error: '',
  warning: ' (warning)',
  info: ' (for information)',
};

/** The page of a cause. Pure. */
export function pageOf(cause: Cause, help: Help, { words, told }: Confirmation): Page {
  const confirmed = [
    ...told.map(({ check, title, severity }) => `${check}: ${title}${SEVERITIES[severity]}.`),
    ...(words.length > 0 ? ["AWS's own words, in the function's log or in the answer to a call."] : []),
    ...(help.confirm === '' ? [] : [help.confirm]),
  ];
  const sections: readonly (Section | null)[] = [
    { heading: 'What it is', kind: 'text', text: help.what },
    words.length > 0
      ? { heading: 'How AWS words it', kind: 'quotes', items: words }
      : {
          heading: 'How AWS words it',
          kind: 'text',
          text: 'AWS has no message of its own for it; it follows from what is read.',
        },
    confirmed.length === 0
      ? null
      : { heading: 'How bedrock-doctor confirms it', kind: 'list', items: confirmed, ordered: false },
    { heading: 'Who can fix it', kind: 'text', text: `${capital(OWNER_WORDS[cause.owner])}. ${cause.next}` },
    { heading: 'How', kind: 'list', items: help.fix, ordered: help.fix.length > 1 },
    { heading: 'What does not help', kind: 'list', items: help.useless, ordered: false },
    help.wait === null ? null : { heading: 'How long it takes', kind: 'text', text: help.wait },
    { heading: 'Sources', kind: 'links', items: [...new Set([cause.source, ...help.sources])] },
  ];
  return {
    id: cause.id,
    title: cause.title,
    sections: sections.filter((section) => section !== null),
  };
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
