/** The guide's request, as its curl sends it. */
export const guideBody = (model: string): string =>
  JSON.stringify({
    audioFeatures: { tempo: 120, energy: 0.8, mood: 'energetic', spectralCentroid: 2000, key: 'C' },
    persona: 'hamlet',
    language: 'ko',
    model,
  });

/** A request as API Gateway hands it to a function: https://docs.aws.amazon.com/apigateway/latest/developerguide/set-up-lambda-proxy-integrations.html */
export const proxyEvent = (body: string): Uint8Array =>
  new TextEncoder().encode(
    JSON.stringify({
      httpMethod: 'POST',
      path: '/api/poetry/generate',
      headers: { 'content-type': 'application/json' },
      body,
    }),
  );
