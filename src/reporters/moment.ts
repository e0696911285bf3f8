/** An ISO 8601 moment in UTC as reports say it: '2026-11-24 11:56:00 UTC'. */
export const sayMoment = (at: string): string => `${at.slice(0, 19).replace('T', ' ')} UTC`;
