import type { Aws } from '../../core/aws.ts';

/** Entries of one answer; the account of the guide has a few dozen. */
const MANY = 1_000;

/** Whether an answer of AWS's is a page of a busy log. */
const isBusy = (answer: unknown): boolean => {
  const { events } = answer as { readonly events?: unknown };
  return Array.isArray(events) && events.length >= MANY;
};

/** The same AWS, which tells whenever it has given a page of a busy log: much is read then, and little is kept. */
export function tellingBusy(aws: Aws, tell: () => void): Aws {
  const told = async <O>(answer: Promise<O>): Promise<O> => {
    if (isBusy(await answer)) tell();
    return answer;
  };
  return {
    ...aws,
    inRegion: (region) => tellingBusy(aws.inRegion(region), tell),
    ask: (operation, input) => told(aws.ask(operation, input)),
    send: (operation, input, signal) => told(aws.send(operation, input, signal)),
  };
}
