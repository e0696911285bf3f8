import type { FleetCell } from '../cell.ts';
import { withoutAccount } from '../summary.ts';

/** What the page draws, as small as it goes: texts stand once, cells are numbers. */
export interface Dataset {
  /** Id, name, index of the OU (-1: unknown), index of the principal (-1: none), seconds after `from`. */
  readonly accounts: readonly (readonly [string, string, number, number, number])[];
  readonly ous: readonly string[];
  readonly principals: readonly string[];
  readonly regions: readonly string[];
  readonly models: readonly string[];
  /** Region and model of each column, by index, in the order they are shown. */
  readonly columns: readonly (readonly [number, number])[];
  readonly states: readonly State[];
  /** Of each account a state for each column, from 1; 0: there is no such cell. Little-endian, 32 bits, base64. */
  readonly cells: string;
  /** ISO 8601. */
  readonly from: string;
}

/** Everything that may be said of a cell, without whose it is; `<account>` stands for the id. */
export interface State {
  readonly verdict: FleetCell['verdict'];
  readonly rootCause: FleetCell['rootCause'];
  readonly otherCauses: readonly string[];
  readonly unknown: readonly string[];
  readonly reason: string | null;
  readonly deduced: readonly string[];
}

/** Gives every text a number, the same one again. */
function numbered(): { readonly of: (text: string) => number; readonly all: () => readonly string[] } {
  const numbers = new Map<string, number>();
  return {
    of: (text) => {
      const known = numbers.get(text);
      if (known !== undefined) return known;
      numbers.set(text, numbers.size);
      return numbers.size - 1;
    },
    all: () => [...numbers.keys()],
  };
}

interface Row {
  readonly account: string;
  readonly order: number;
  readonly name: string;
  readonly ou: number;
  readonly principal: number;
  readonly at: number;
  /** Column and state in turns. */
  readonly cells: number[];
}

/** Makes the dataset out of cells that come in any order. Memory grows by two numbers a cell. */
export async function datasetOf(
  cells: AsyncIterable<FleetCell>,
  given: { readonly regions: readonly string[]; readonly models: readonly string[] },
): Promise<Dataset> {
  const [regions, models, ous, principals, states, columns] = Array.from({ length: 6 }, numbered) as [
    ReturnType<typeof numbered>,
    ReturnType<typeof numbered>,
    ReturnType<typeof numbered>,
    ReturnType<typeof numbered>,
    ReturnType<typeof numbered>,
    ReturnType<typeof numbered>,
  ];
  given.regions.forEach(regions.of);
  given.models.forEach(models.of);
  const rows = new Map<string, Row>();
  for await (const cell of cells) {
    const { account, principal, reason, order, at } = cell;
    const state: State = {
      verdict: cell.verdict,
      rootCause: cell.rootCause,
      otherCauses: cell.otherCauses,
      unknown: cell.unknown,
      reason: reason === null ? null : withoutAccount(reason, account),
      deduced: cell.deduced ?? [],
    };
    const row = rows.get(account) ?? {
      account,
      order,
      name: cell.name ?? '',
      ou: cell.ou === undefined ? -1 : ous.of(cell.ou),
      principal: principal === null ? -1 : principals.of(withoutAccount(principal, account)),
      at: Date.parse(at),
      cells: [],
    };
    rows.set(account, row);
    const column = columns.of(`${regions.of(cell.region)} ${models.of(cell.model)}`);
    row.cells.push(column, states.of(JSON.stringify(state)) + 1);
  }
  const ordered = [...rows.values()].sort((a, b) => a.order - b.order || a.account.localeCompare(b.account));
  const pairs = columns
    .all()
    .map((text, at) => ({ at, pair: text.split(' ').map(Number) as [number, number] }))
    .sort((a, b) => a.pair[0] - b.pair[0] || a.pair[1] - b.pair[1]);
  const placeOf = new Map(pairs.map(({ at }, place) => [at, place]));
  const matrix = Buffer.alloc(ordered.length * pairs.length * 4);
  for (const [line, { cells: of }] of ordered.entries()) {
    for (let at = 0; at < of.length; at += 2) {
      const place = placeOf.get(of[at] ?? 0) ?? 0;
      matrix.writeUInt32LE(of[at + 1] ?? 0, (line * pairs.length + place) * 4);
    }
  }
  const from = ordered.reduce((least, { at }) => Math.min(least, at), Number.POSITIVE_INFINITY);
  const start = Number.isFinite(from) ? from : 0;
  return {
    accounts: ordered.map(({ account, name, ou, principal, at }) => [
      account,
      name,
      ou,
      principal,
      Math.round((at - start) / 1_000),
    ]),
    ous: ous.all(),
    principals: principals.all(),
    regions: regions.all(),
    models: models.all(),
    columns: pairs.map(({ pair }) => pair),
    states: states.all().map((text) => JSON.parse(text) as State),
    cells: matrix.toString('base64'),
    from: new Date(start).toISOString(),
  };
}
