/** The texts of one form of an error: between them they need every part of its expression (`test/frame-mutants.test.ts`). */
export interface Texts {
  /** Errors in this form, each with the groups that the form reads from it. */
  readonly read: readonly (readonly [text: string, parts: { readonly [group: string]: string }])[];
  /** What looks like the form and is none, or is another's. */
  readonly notRead: readonly string[];
}
export type TextsOf = { readonly [form: string]: Texts };
