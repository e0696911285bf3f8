/** Three-valued truth: `null` is "cannot be known". */
export type Tri = boolean | null;

/** The opposite; what cannot be known stays so. */
export const not = (value: Tri): Tri => (value === null ? null : !value);
/** True when one is true, else unknown when one is unknown. */
export const anyOf = (values: readonly Tri[]): Tri =>
  values.includes(true) ? true : values.includes(null) ? null : false;
/** True when either is true, else unknown when either is unknown. */
export const either = (a: Tri, b: Tri): Tri =>
  a === true || b === true ? true : a === null || b === null ? null : false;
