import type { Input } from '../operation.ts';
import type { LambdaFunction, Moment, World } from '../world.ts';
import { runApplication } from './application.ts';
import { runPoetry } from './poetry-function.ts';
import type { Run } from './run.ts';

/** Runs a function, the guide's or another. Null when Lambda cannot assume its role. */
export const runFunction = (world: World, fn: LambdaFunction, request: Input, now: Moment): Run | null =>
  fn.application ? runApplication(world, fn, fn.application, request, now) : runPoetry(world, fn, request, now);
