import type { FleetReporter } from './source.ts';

/** Every way of drawing a fleet by its name; each is loaded when it is asked for. */
export const FLEET_REPORTERS: Readonly<Record<string, () => Promise<FleetReporter>>> = {
  text: async () => (await import('./text.ts')).text,
  json: async () => (await import('./json.ts')).json,
  html: async () => (await import('./html.ts')).html,
  junit: async () => (await import('./junit.ts')).junit,
  markdown: async () => (await import('./markdown.ts')).markdown,
  csv: async () => (await import('./csv.ts')).csv,
};
