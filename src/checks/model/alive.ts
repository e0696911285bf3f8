import type { ModelReference } from '../../bedrock/model-id.ts';
import { defineCheck } from '../../core/check.ts';
import type { Evidence, Finding } from '../../core/finding.ts';
import type { Json } from '../../core/json.ts';
import { maybe } from '../../core/probe.ts';
import { type FoundationModelFact, foundationModel } from '../../probes/bedrock/foundation-model.ts';
import { replacements } from '../../probes/bedrock/replacements.ts';
import { daysUntil, NOTICE_DAYS } from '../../probes/bedrock/wants-another.ts';
import { evidence as evidenceProbe } from '../../probes/run/evidence.ts';
import { model } from '../../probes/run/model.ts';
import { moment } from '../../probes/run/moment.ts';
import { readEvidence } from '../model-evidence.ts';
import { offered } from './offered.ts';
import { listed, replacementEvidence, sayReplacements } from './say-replacements.ts';

/** How pressing the end of a model is, in days left. Never an error: until the day the model answers. */
const URGENT_DAYS = 30;
const SOON_DAYS = 90;

interface Ending {
  readonly id: string;
  /** The base model, where the id is a profile's. */
  readonly base: string;
  /** 2027-01-08, or null where AWS gives none. */
  readonly day: string | null;
  readonly days: number | null;
  readonly dearerFrom: string | null;
  readonly instead: string | null;
}

const who = ({ id, base }: Pick<Ending, 'id' | 'base'>): string => (id.endsWith(base) ? id : `${base}, behind ${id},`);

/** The end in words that press the more the nearer it is. */
const ends = ({ day, days }: Ending): string => {
  if (day === null || days === null) return '';
  const left = `${days} day${days === 1 ? '' : 's'}`;
  if (days <= URGENT_DAYS) return `ends on ${day}, in only ${left}: change the model now`;
  if (days <= SOON_DAYS) return `ends on ${day}, in ${left}: plan the change now`;
  return `ends on ${day}, in ${left}`;
};

const use = (instead: string | null): string => (instead === null ? '' : ` Use ${instead}.`);

/** Whether the model lives, and for how long: https://docs.aws.amazon.com/bedrock/latest/userguide/model-lifecycle.html */
export const alive = defineCheck({
  id: 'model/alive',
  title: 'The model is active',
  link: 'model',
  needs: { model, moment, foundationModel, replacements: maybe(replacements), evidence: maybe(evidenceProbe) },
  after: [offered],
  messages: {
    dead: {
      severity: 'error',
      cause: 'model-end-of-life',
      title: 'The model has reached its end of life',
      say: (about: Ending) =>
        `${who(about)} reached its end of life on ${about.day}${about.instead === null ? '; choose another model.' : `.${use(about.instead)}`}`,
    },
    legacy: {
      severity: 'warning',
      cause: 'model-legacy',
      title: 'The model is legacy',
      say: (about: Ending) =>
        `${who(about)} is legacy${about.day === null ? '' : ` and ${ends(about)}`}; an account that does not use it for some weeks loses it${about.dearerFrom === null ? '' : `, and it may cost more since ${about.dearerFrom}`}.${use(about.instead)}`,
    },
    ending: {
      severity: 'warning',
      cause: 'model-legacy',
      title: 'The model will reach its end of life soon',
      say: (about: Ending) => `${who(about)} ${ends(about)}.${use(about.instead)}`,
    },
    other: {
      severity: 'info',
      cause: 'model-legacy',
      title: 'AWS gives the model a state that is not known here',
      say: ({ id, state }: { id: string; state: string }) =>
        `AWS calls the state of ${id} ${state}, which this version of bedrock-doctor does not know.`,
    },
  },
  judge(facts, find) {
    const { model: choice, moment: now, foundationModel: here, evidence: seen } = facts;
    if (here === null) return { status: 'not-applicable', why: 'the model is not known here' };
    const id = choice.reference.given;
    const fact = (pointer: string, value: Json): Evidence => ({
      kind: 'fact',
      probe: 'bedrock/foundation-model',
      pointer,
      value,
    });
    const days = daysUntil(here.endOfLifeAt, now);
    const dead = here.endOfLifeAt !== null && Date.parse(here.endOfLifeAt) <= now;
    const { newestSuccessAt } = readEvidence(seen, id);
    // A call that was answered after the announced day shows that the day has moved.
    const outlived = dead && newestSuccessAt !== null && newestSuccessAt > Date.parse(here.endOfLifeAt);
    const soon = days !== null && days <= NOTICE_DAYS;
    const others = listed(facts.replacements);
    const extended = here.extendedAccessAt ?? null;
    const data: Ending = {
      id,
      base: here.id,
      day: outlived ? null : (here.endOfLifeAt?.slice(0, 10) ?? null),
      days: outlived ? null : days,
      dearerFrom: extended !== null && Date.parse(extended) <= now ? extended.slice(0, 10) : null,
      instead: sayReplacements(others),
    };
    const about = {
      subject: id,
      data,
      evidence: [
        fact('/lifecycle', here.lifecycle),
        ...(here.endOfLifeAt === null ? [] : [fact('/endOfLifeAt', here.endOfLifeAt)]),
        ...replacementEvidence(others),
      ],
    };
    if (dead && !outlived) return [find('dead', { ...about, explains: ['model-id-invalid', 'model-legacy-locked'] })];
    if (outlived || here.lifecycle === 'LEGACY') return [find('legacy', about)];
    if (soon) return [find('ending', about)];
    if (here.lifecycle !== 'ACTIVE') return [find('other', { ...about, data: { id, state: here.lifecycle } })];
    return [];
  },
});

/**
 * The end of a model that is farther off than anybody is warned of by itself, for whoever wants to know earlier; null for
 * one without an announced end.
 */
export function announcedEnd(
  { given }: ModelReference,
  { id: base, endOfLifeAt }: Pick<FoundationModelFact, 'id' | 'endOfLifeAt'>,
  now: number,
): Finding | null {
  const days = daysUntil(endOfLifeAt, now);
  if (endOfLifeAt === null || days === null) return null;
  const data: Ending = { id: given, base, day: endOfLifeAt.slice(0, 10), days, dearerFrom: null, instead: null };
  return {
    code: `${alive.id}/ending`,
    cause: 'model-legacy',
    basis: 'deduced',
    at: null,
    subject: given,
    severity: 'warning',
    message: `${who(data)} ${ends(data)}.`,
    waitMinutes: null,
    evidence: [{ kind: 'fact', probe: 'bedrock/foundation-model', pointer: '/endOfLifeAt', value: endOfLifeAt }],
    explains: [],
  };
}
