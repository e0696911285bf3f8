import { Interrupted, UsageError } from '../../src/core/usage-error.ts';
import { realHost } from '../../src/host/host.ts';

/** Does one thing with the real host, named by the first argument; its exit code tells how it ended. */
async function main(): Promise<number> {
  const host = realHost({ color: true, input: true });
  const [, , what, given = ''] = process.argv;
  switch (what) {
    case 'long': {
      for (let line = 0; line < Number(given); line += 1) await host.out(`${line} ${'x'.repeat(200)}\n`);
      return 0;
    }
    case 'whole':
      await host.out(`${'x'.repeat(Number(given))}end`);
      return 1;
    case 'follow':
      for (let line = 0; ; line += 1) {
        await host.out(`${line}\n`);
        await host.sleep(20);
      }
    case 'sleep': {
      await host.out('go\n');
      const whole = await host.sleep(60_000);
      return whole ? 0 : 130;
    }
    case 'stubborn':
      await host.out('go\n');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      return 0;
    case 'read':
      await host.out('go\n');
      await host.out(`${(await host.read('-')) ?? ''}`);
      return 0;
    case 'hold':
      if (!(await host.takeLock(given))) return 1;
      await host.out('go\n');
      await new Promise((resolve) => setTimeout(resolve, 60_000));
      return 0;
    case 'run':
      return (await host.run(process.execPath, ['-e', 'console.log("theirs"); process.exit(7)'], host.cwd)) ?? 127;
    case 'progress': {
      const progress = host.progress('one', given === 'quiet');
      for (const text of ['one', 'two', 'two', 'three']) progress.say(text);
      progress.stop();
      await host.out('result\n');
      return 0;
    }
    case 'ask':
      await host.out(`${String(await host.confirm('Really?'))}\n`);
      return 0;
    default:
      return 99;
  }
}
main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    if (error instanceof Interrupted) process.exit(130);
    process.stderr.write(`${String(error)}\n`);
    process.exit(error instanceof UsageError ? 2 : 70);
  },
);
