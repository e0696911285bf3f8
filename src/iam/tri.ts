/** Three-valued truth: `null` is "cannot be known". */
export type Tri = boolean | null;

/** The opposite; what cannot be known stays so. */
export const not = (value: Tri): Tri => (value === null ? null : !value);
/** False when one is false, else unknown when one is unknown. */
export const allOf = (values: readonly Tri[]): Tri =>
  values.includes(false) ? false : values.includes(null) ? null : true;
/** True when one is true, else unknown when one is unknown. */
export const anyOf = (values: readonly Tri[]): Tri =>
  values.includes(true) ? true : values.includes(null) ? null : false;
