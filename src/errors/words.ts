import type { Failure } from './frames/failures.ts';
import { sentenceAround, waitOf } from './quote.ts';
import type { Recognition } from './recognition.ts';
import { type Sign, serviceAt } from './service.ts';
import type { Signature } from './signature.ts';
import { FRAME_REACHES, ownerOf } from './unexplained.ts';

/** What stands further from a denial is another matter. */
const AROUND = 2_000;
/** Sentences of one message stand no further apart. */
const SAME_MESSAGE = 120;

/**
 * The known words in a normalized text, in order of place; of one message only what says most. `signatures`: those
 * that are worth a try; `failures`: the errors in it; `signs` are asked for only where words need a service around them.
 */
export function wordsIn(
  plain: string,
  signatures: readonly Signature[],
  failures: readonly Failure[],
  signs: () => readonly Sign[],
): readonly Recognition[] {
  const all = signatures
    .flatMap((signature) =>
      [...plain.matchAll(signature.pattern)].flatMap((match): readonly Recognition[] => {
        const cause = causeOf(signature, match, plain);
        if (
          cause === null ||
          isSupposed(plain, match.index, match[0].length) ||
          !fits(signature, match.index, match[0].length, failures, signs)
        )
          return [];
        return [recognitionOf(signature, match, plain, cause)];
      }),
    )
    .sort((a, b) => a.at - b.at);
  return withDetails(plain, all).filter(
    (one, index) =>
      one.yields === undefined ||
      !hasNear(
        all,
        index,
        (other) =>
          other.signature !== one.signature &&
          (one.yields === 'to any' ||
            (one.yields === 'to words'
              ? other.weight === 'firm' &&
                (other.yields !== 'to words' || other.at < one.at) &&
                isOneMessage(plain, one, other)
              : other.weight === 'firm' && other.yields !== 'to words' && isOneMessage(plain, one, other))),
      ),
  );
}

/** Words right behind 'if you see': nobody says that they did. */
const SUPPOSED =
  /\b(?:[Ii]f|[Ww]hen(?:ever)?) (?:you|users?|someone|anyone|callers?|customers?)(?:r \w{1,20})? (?:\w{1,12} )?(?:see|sees|gets?|encounters?|receives?|hits?|runs? into|are seeing|are getting|calls? fails? with)\b[^.!?]{0,60}$|\bIf (?:the|your|its|an?) (?:\w{1,20} ){1,2}(?:says?|shows?|reads?|contains?|mentions?)\b[^.!?]{0,40}$/;
/** A condition, whose words go on with those of an error: raises ValueError: If the provided model identifier is invalid. */
const CONDITION = /\b(?:[Ii]f|[Ww]hen(?:ever)?|[Uu]nless|[Ww]hether) $/;
/** What goes on behind quoted words where somebody explains them, and does not report them. */
const EXPLAINED =
  /^[^"]{0,80}" ?(?:(?:usually |often |only |just |really )?(?:means|indicates)\b|explained\b|in \w+ steps\b|(?:was|is|were|are) (?:retired|documented|listed|described|(?:returned|raised|shown|thrown|sent) (?:when|if))\b|(?:occurs|happens|appears) (?:when|if) (?:you|the|an?|your)\b)/;
/** What a program is told to do with words that it may meet. */
const HANDLED =
  /\b(?:maps?|mapped|mapping|translat\w{1,4}|handl\w{1,4}|detect\w{0,4}|recogni[sz]\w{1,4}|match\w{0,4}|grep|renam\w{1,4}|causes of) ["']$/i;
/** Whether words at a place are only talked about. Each expression is made where a letter or two say that it may match. */
function isSupposed(plain: string, at: number, length: number): boolean {
  const before = plain.slice(Math.max(0, at - 140), at);
  const behind = plain.slice(at + length, at + length + 140);
  return (
    (/["']$/.test(before) && HANDLED.test(before.slice(-24))) ||
    CONDITION.test(before.slice(-12)) ||
    (/[Ii]f |[Ww]hen/.test(before) && SUPPOSED.test(before)) ||
    (behind.slice(0, 81).includes('"') && EXPLAINED.test(behind))
  );
}

const causeOf = ({ cause }: Signature, match: RegExpExecArray, plain: string): Recognition['cause'] | null =>
  typeof cause === 'function'
    ? cause(match.groups ?? {}, () => plain.slice(Math.max(0, match.index - AROUND), match.index + AROUND))
    : cause;

function fits(
  { surroundings }: Signature,
  at: number,
  length: number,
  failures: readonly Failure[],
  signs: () => readonly Sign[],
): boolean {
  if (surroundings === 'none') return true;
  if (surroundings === 'failure') {
    const owner = ownerOf(failures, { at, length });
    if (owner === null) return false;
    const service = serviceAt(signs(), at, length);
    return service === 'bedrock' || (service === null && owner.exception !== null);
  }
  const service = serviceAt(signs(), at, length);
  return surroundings === 'bedrock' ? service === 'bedrock' : service !== 'other';
}

function recognitionOf(
  { id, weight, yields }: Signature,
  match: RegExpExecArray,
  plain: string,
  cause: Recognition['cause'],
): Recognition {
  const groups = match.groups ?? {};
  const quote = sentenceAround(plain, match.index, match[0].length);
  const resource = groups['resource'] ?? null;
  return {
    cause,
    signature: id,
    quote,
    waitMinutes: waitOf(quote),
    action: groups['action'] ?? null,
    resource,
    principal: groups['principal'] ?? null,
    model:
      groups['model'] ??
      groups['asked'] ??
      (resource !== null && /:(foundation-model|inference-profile)\//.test(resource) ? resource : null),
    weight,
    ...(yields === undefined ? {} : { yields }),
    at: match.index,
    length: match[0].length,
  };
}

/** What stands between two sentences where the second belongs to another error. */
const NEXT_ERROR = /Exception\b|\bError\b|error occurred|denied due to|["'] ?[,}]/;

/** Whether two known texts are sentences of one message: they overlap, or nothing between them begins another error. */
function isOneMessage(plain: string, one: Recognition, other: Recognition): boolean {
  const [first, second] = one.at < other.at ? [one, other] : [other, one];
  const end = first.at + first.length;
  return second.at - end < SAME_MESSAGE && !NEXT_ERROR.test(plain.slice(end, second.at));
}

/** What an earlier sentence of a message names, such as the model, a later one is about too. */
function withDetails(plain: string, all: readonly Recognition[]): readonly Recognition[] {
  let last: Recognition | null = null;
  return all.map((one) => {
    const before: Recognition | null = last;
    last =
      before !== null && before.cause === one.cause && isOneMessage(plain, before, one)
        ? {
            ...one,
            action: one.action ?? before.action,
            resource: one.resource ?? before.resource,
            principal: one.principal ?? before.principal,
            model: one.model ?? before.model,
          }
        : one;
    return last;
  });
}

/** Whether one that fits stands close to the one at an index, in a list that is in order of place. */
function hasNear(all: readonly Recognition[], index: number, fits: (other: Recognition) => boolean): boolean {
  const at = all[index]?.at ?? 0;
  for (const step of [-1, 1]) {
    for (let other = all[index + step], place = index + step; other !== undefined; place += step, other = all[place]) {
      if (Math.abs(other.at - at) >= FRAME_REACHES) break;
      if (fits(other)) return true;
    }
  }
  return false;
}
