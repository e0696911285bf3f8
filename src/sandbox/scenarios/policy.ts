/** A policy document of one Allow. */
export const allow = (action: string | readonly string[], resource: string | readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: action, Resource: resource }],
});

/** A policy document that allows everything but what it denies, as organizations write them. */
export const allBut = (action: string | readonly string[], resource: string | readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Action: '*', Resource: '*' },
    { Effect: 'Deny', Action: action, Resource: resource },
  ],
});

/** A policy document of one Deny. */
export const deny = (action: string | readonly string[], resource: string | readonly string[]) => ({
  Version: '2012-10-17',
  Statement: [{ Sid: 'No', Effect: 'Deny', Action: action, Resource: resource }],
});
