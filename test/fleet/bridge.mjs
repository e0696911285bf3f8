// Calls the handler of deploy/fleet with the event on standard input, as Lambda does, and prints what it gives.
import { text } from 'node:stream/consumers';
import { handler } from '../../deploy/fleet/handler.mjs';

// What it logs is no part of its answer.
console.log = console.error;
const event = JSON.parse(await text(process.stdin));
try {
  process.stdout.write(JSON.stringify({ payload: await handler(event, { getRemainingTimeInMillis: () => 900_000 }) }));
} catch (error) {
  process.stdout.write(JSON.stringify({ error: { errorType: error.name, errorMessage: error.message } }));
}
