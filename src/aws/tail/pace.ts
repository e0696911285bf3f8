/** FilterLogEvents calls a second and account; not adjustable. https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html */
const QUOTA = 10;
const QUOTA_IN: { readonly [region: string]: number } = {
  'us-east-1': 25,
  'ap-northeast-3': 5,
  'ap-southeast-3': 5,
  'ca-west-1': 5,
  'eu-central-1': 5,
  'il-central-1': 5,
};
/** Others in the account read logs too: we take less than half. */
const SHARE = 0.45;
/** A look a second shows a line a second after it can be seen, at a tenth of the usual quota; with the first and the last look it stays below that. */
const POLL_MS = 1_050;
/** A look of several pages is paid for by slightly longer pauses afterwards, so that calls stay at one a second. */
const MORE_MS = 250;
/** What a backlog or a flood cost is not paid for longer than that. */
const MOST_DEBT_MS = 5_000;
/** Pauses double with each refusal up to this and shrink again with each answer. */
const MOST_PAUSE_MS = 30_000;

/** How long to wait between calls. No clock of its own: it is told of each call. */
export interface Pace {
  /** A call was answered; the pause before the next one in milliseconds. `swept`: it ended its sweep. */
  readonly answered: (tookMs: number, swept: boolean) => number;
  /** A call was refused, or not answered at all. */
  readonly refused: () => number;
}

/** At most one look a second, and never more than a bit under half of the Region's quota. */
export function paceOf(region: string): Pace {
  const gap = 1_000 / ((QUOTA_IN[region] ?? QUOTA) * SHARE);
  let pause = 0;
  let debt = 0;
  let pages = 0;
  let spent = 0;
  return {
    answered: (tookMs, swept) => {
      pages += 1;
      spent += tookMs;
      pause = pause < POLL_MS ? 0 : pause / 2;
      const between = Math.max(gap - tookMs, pause);
      if (!swept) {
        spent += between;
        return between;
      }
      debt = Math.min(MOST_DEBT_MS, debt + (pages - 1) * POLL_MS);
      const more = Math.min(debt, MORE_MS);
      debt -= more;
      const next = Math.max(between, POLL_MS + more - spent);
      [pages, spent] = [0, 0];
      return next;
    },
    refused: () => {
      pause = Math.min(MOST_PAUSE_MS, Math.max(POLL_MS, pause * 2));
      return pause;
    },
  };
}
