import type { Fact } from '../core/fact.ts';
import type { EvidenceFact } from '../evidence/observation.ts';
import { type ModelEvidence, selectEvidence } from '../evidence/select-evidence.ts';

const NOTHING_SEEN: EvidenceFact = {
  observations: [],
  successes: [],
  called: [],
  unseen: null,
  streams: false,
};

/** What still counts for one model, or where none is known of what names none; nothing where no evidence is known. */
export const readEvidence = (seen: Fact<EvidenceFact>, model: string | null): ModelEvidence =>
  selectEvidence(seen.known ? seen.value : NOTHING_SEEN, model);
