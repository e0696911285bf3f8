import type { Command } from './session.ts';
export const run: Command = async () => 2;
