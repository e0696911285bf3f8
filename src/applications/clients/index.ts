import { readAider } from './aider.ts';
import { readClaudeCode } from './claude-code.ts';
import { readLitellm } from './litellm.ts';
import { readOpencode } from './opencode.ts';
import type { ClientHost, ClientModel, ClientName, ClientSettings } from './settings.ts';

const READERS: { readonly [client in ClientName]: (host: ClientHost) => Promise<ClientSettings> } = {
  'Claude Code': readClaudeCode,
  opencode: readOpencode,
  LiteLLM: readLitellm,
  aider: readAider,
};

/**
 * What every known client would call on Bedrock here, in the order above; also of those that do not call it, since their
 * notes may say why. A file that may not be read is a note of its client and no error. Reads files and variables, never
 * AWS; holds no secret.
 */
export const readClientSettings = (host: ClientHost): Promise<readonly ClientSettings[]> =>
  Promise.all(
    Object.values(READERS).map(async (read) => {
      const unread = new Set<string>();
      const settings = await read({
        ...host,
        read: async (path) => {
          try {
            return await host.read(path);
          } catch {
            unread.add(path);
            return null;
          }
        },
      });
      const notes = [...unread].map((path) => `${path} is there and could not be read.`);
      return notes.length === 0 ? settings : { ...settings, notes: [...settings.notes, ...notes] };
    }),
  );

/** A model of `--me`, for a cell: each model and Region once, with the client and the setting that name it. */
export interface ModelInUse extends ClientModel {
  readonly client: ClientName;
}

/** The models in force of all clients, each with its own Region, else its client's. Pure. */
export const modelsInUse = (settings: readonly ClientSettings[]): readonly ModelInUse[] =>
  settings
    .filter(({ on }) => on)
    .flatMap(({ client, models, region }) =>
      models.map((one): ModelInUse => ({ ...one, client, region: one.region ?? region })),
    )
    .filter(
      (one, at, all) =>
        all.findIndex((other) => other.model.value === one.model.value && other.region?.value === one.region?.value) ===
        at,
    );
