/** Milliseconds since 1970 on the sandbox's own clock, which may run faster than the wall's. */
export type Moment = number;
