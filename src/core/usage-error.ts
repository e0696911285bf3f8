/** Something the user gave cannot be used. One clear sentence: what is wrong, where it came from, what to do. Exit 2. */
export class UsageError extends Error {
  // A minified class has no name of its own, and users of the library tell it by that.
  override readonly name = 'UsageError';
}

/** The user pressed Ctrl-C, or closed a prompt. Exit 130. */
export class Interrupted extends Error {
  constructor() {
    super('interrupted');
  }
}
