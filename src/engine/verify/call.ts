import type { CauseId } from '../../core/cause.ts';
import type { Answer } from '../../verification/answer.ts';
import type { Way } from '../../verification/ask.ts';

/** How one real call is made. */
export interface ChosenWay {
  readonly way: Way;
  readonly ask: () => Promise<Answer>;
  /** Whether who is asked as is the principal that is examined, so that the answer proves its access. */
  readonly proves: boolean;
  /** What was found out beside the call, in sentences. */
  readonly notes?: readonly string[];
  /** The model as its agreement knows it, where what is called has another name. */
  readonly agreed?: string;
}

/** Why no call is made; `exit`: how the run ends where that is more than the diagnosis says. */
export interface NoCall {
  readonly way: Way;
  readonly why: string;
  readonly exit?: 2 | 3;
  /** What a call would be refused for, as the policies say, where the diagnosis does not ask them. */
  readonly denied?: CauseId;
  readonly notes?: readonly string[];
}
