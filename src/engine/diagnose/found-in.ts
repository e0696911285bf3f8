/** What a principal, or a model, was read from that only the event history tells of. */
export const IN_HISTORY = "CloudTrail's event history";
