import { parseUseCase, USE_CASE_FIELDS, type UseCase, useCaseText } from '../../bedrock/use-case.ts';
import { UsageError } from '../../core/usage-error.ts';
import type { Grant } from '../../remedies/grant.ts';
import type { Inputs } from '../../remedies/remedy.ts';
import type { Session } from '../session.ts';

/** The guide's option asked for, or null. */
export const optionOf = ({ options }: Session): 1 | 2 | 3 | null => {
  const given = options.text('option')?.value;
  return given === '1' ? 1 : given === '2' ? 2 : given === '3' ? 3 : null;
};

/** What the flags bring to a cure; files are read and checked. Throws a `UsageError`. */
export async function readInputs(session: Session): Promise<Inputs> {
  const { host, options } = session;
  const path = options.text('useCase')?.value ?? null;
  let form: string | null = null;
  if (path !== null) {
    const text = await host.read(path);
    if (text === null) throw new UsageError(`The use-case form ${path} does not exist; check --use-case.`);
    const parsed = parseUseCase(text);
    if ('wrong' in parsed) {
      throw new UsageError(`The use-case form ${path} cannot be sent. ${parsed.wrong.join(' ')}`);
    }
    form = parsed.text;
  }
  return { grant: (options.text('grant')?.value ?? null) as Grant | null, form };
}

/** Asks for the six fields, each checked as it is typed. Nothing is proposed: the words must be the user's own. */
export async function askUseCase({ host }: Session): Promise<string> {
  host.err(
    'The provider wants to know who uses the model. The answers go to the provider, and cannot be changed later.\n',
  );
  const answers: { [name: string]: string } = {};
  for (const { name, question, check } of USE_CASE_FIELDS) {
    answers[name] = await host.ask(question, (answer) => check(answer) ?? true);
  }
  return useCaseText(answers as unknown as UseCase);
}
