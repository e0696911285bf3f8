/** The path the API Gateway of the stack serves. */
export const API_PATH = '/Prod/api/poetry/generate';
