// How other followers choose what to read next, from their source or documentation: the rule alone, without their code.

/** Follows a source by a rule until the end; how often each line was shown. */
async function follow(rule, { source, clock, end }) {
  const shown = new Map();
  const state = { start: clock.now() - 300_000, ids: new Set() };
  while (clock.now() < end) {
    let token = null;
    let newest = state.start;
    const read = [];
    do {
      const page = await source({ startTime: rule.startOf(state), token });
      read.push(...page.events);
      token = page.token;
    } while (token !== null);
    for (const { id, timestamp } of read) {
      if (rule.remembers && state.ids.has(id)) continue;
      shown.set(id, (shown.get(id) ?? 0) + 1);
      newest = Math.max(newest, timestamp);
    }
    if (newest > state.start) state.ids = new Set();
    for (const { id, timestamp } of read) if (rule.keeps(timestamp, newest)) state.ids.add(id);
    state.start = newest;
    clock.pass(rule.everyMs);
  }
  return shown;
}

export const PEERS = [
  {
    // Every 5 s from the newest timestamp; ids of that millisecond are remembered.
    name: 'aws logs tail',
    rule: { everyMs: 5_000, startOf: ({ start }) => start, remembers: true, keeps: (at, newest) => at === newest },
  },
  {
    // Every second from a millisecond after the newest timestamp; nothing is remembered.
    name: 'sam logs --tail',
    rule: { everyMs: 1_000, startOf: ({ start }) => start + 1, remembers: false, keeps: () => false },
  },
  {
    // Every second from the newest timestamp; ids are remembered until it advances.
    name: 'saw watch',
    rule: { everyMs: 1_000, startOf: ({ start }) => start, remembers: true, keeps: () => true },
  },
].map(({ name, rule }) => ({ name, follow: (on) => follow(rule, on) }));
