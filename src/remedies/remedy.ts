import type { CauseId, Owner } from '../core/cause.ts';
import type { Finding } from '../core/finding.ts';
import type { Facts } from '../core/gather.ts';
import type { Json } from '../core/json.ts';
import type { Setting } from '../core/setting.ts';
import type { Grant } from './grant.ts';

/** A wanted change, before anyone has looked at what is there. `change` throws a `UsageError` where it is impossible. */
export interface ProposedChange {
  readonly setting: string;
  readonly key: Json;
  readonly subject: string;
  readonly change: (from: Json) => Json;
}

/** A proposed change of one setting, its key and states typed by it. */
export const proposeChange = <K, S>(setting: Setting<K, S>, key: K, change: (from: S) => S): ProposedChange => ({
  setting: setting.kind,
  key: key as Json,
  subject: setting.subject(key),
  change: change as unknown as (from: Json) => Json,
});

/** What only the user can bring to a fix. */
export interface Inputs {
  /** What the role is granted; null: the remedy's own. */
  readonly grant: Grant | null;
  /** The use-case form as the JSON text that is sent. */
  readonly form: string | null;
  /** The model that is to be called instead, and the one it takes the place of; null: that of the function. */
  readonly replace: { readonly from: string | null; readonly to: string } | null;
  /** The function of the template, where somebody was asked which one is meant. */
  readonly function: string | null;
  /** Whether the function gets its own copy of shared policies. */
  readonly detach: boolean;
  /** The template to edit: its absolute path, as messages name it, and who edits it, since a diagnosis loads no YAML. */
  readonly template: {
    readonly path: string;
    readonly shown: string;
    /** Whether plain `sam build` takes it. */
    readonly byDefault: boolean;
    readonly edit: (text: string, path: string, context: RemedyContext) => { readonly text: string };
  } | null;
}

/** What a remedy looks at. */
export interface RemedyContext {
  /** The root cause; null when the diagnosis named none and an option was asked for all the same. */
  readonly root: Finding | null;
  readonly facts: Facts;
  readonly inputs: Inputs;
}

/** What a remedy answers. */
export type Proposal =
  | {
      readonly how: 'automatic';
      readonly proposed: readonly [ProposedChange, ...ProposedChange[]];
      /** 'terms': agrees with a provider's terms for the account, by itself or by a call. */
      readonly consent: 'change' | 'terms';
    }
  /** Possible once the user brings something; `say` names the flag. */
  | { readonly how: 'needs'; readonly what: 'use-case' | 'template' | 'model'; readonly say: string }
  | { readonly how: 'refused'; readonly why: string };

/** One way to fix certain causes. Pure: it proposes, it never writes. */
export interface Remedy {
  /** Its file's name. */
  readonly id: string;
  /** The guide's option this is. */
  readonly option: 1 | 2 | 3;
  /** Imperative: 'Let the role subscribe'. */
  readonly title: string;
  /** The same where nobody follows the guide; absent where the title does not speak of it. */
  readonly titleElsewhere?: string;
  readonly owner: Owner;
  /** Causes it fixes as the root; see also `Finding.explains`. */
  readonly fixes: readonly CauseId[];
  /** The command that carries it out. */
  readonly command: string;
  /** What could go wrong, how long it takes, how it is taken back: a sentence each. */
  readonly risk: string;
  readonly time: string;
  readonly undo: string;
  readonly propose: (context: RemedyContext) => Proposal;
}
