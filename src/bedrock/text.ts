/** A member of an answer that is to be text, or null where AWS left it out, sent null, or sent something else. */
export const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** The texts in a list that may be missing, and may hold more than texts. */
export const textsOf = (values: readonly unknown[] | null | undefined): readonly string[] =>
  (Array.isArray(values) ? values : []).flatMap((value: unknown) => {
    const text = textOf(value);
    return text === null ? [] : [text];
  });
