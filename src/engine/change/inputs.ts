import { parseUseCase, USE_CASE_FIELDS, type UseCase, useCaseText } from '../../bedrock/use-case.ts';
import { UsageError } from '../../core/usage-error.ts';
import { calledFile, readNamed } from '../../options/named-file.ts';
import type { Grant } from '../../remedies/grant.ts';
import type { Inputs } from '../../remedies/remedy.ts';
import { templateChange } from '../../remedies/template-change.ts';
import type { Session } from '../session/session.ts';
import { tell } from '../session/tell.ts';
import { findTemplateFile } from './template-file.ts';

/** The guide's option asked for, or null. */
export const optionOf = ({ options }: Session): 1 | 2 | 3 | null => {
  const given = options.text('option')?.value;
  return given === '1' ? 1 : given === '2' ? 2 : given === '3' ? 3 : null;
};

/** What the flags bring to a fix; files are read and checked. Throws a `UsageError`. */
export async function readInputs(session: Session): Promise<Inputs> {
  const { host, options } = session;
  const path = options.text('useCase')?.value ?? null;
  let form: string | null = null;
  if (path !== null) {
    const text = await readNamed(host, 'use-case form', path, options.where('useCase'));
    const parsed = parseUseCase(text);
    if ('wrong' in parsed) {
      throw new UsageError(
        `The use-case form ${calledFile(path)} cannot be sent. ${parsed.wrong.join(' ')} Mend it, or begin with what fix --print-use-case-template prints.`,
      );
    }
    form = parsed.text;
  }
  return {
    grant: (options.text('grant')?.value ?? null) as Grant | null,
    form,
    replace: replacementOf(session),
    function: null,
    detach: options.flag('detach'),
    template: await findTemplate(session),
  };
}

/** The template of `--template`, else the one SAM would take here; null when there is none. Throws a `UsageError`. */
async function findTemplate(session: Session): Promise<Inputs['template']> {
  const found = await findTemplateFile(session);
  return found && { ...found, edit: templateChange };
}

/** The model of `--replace-model`, and the one that is named beside it. */
function replacementOf({ options }: Session): Inputs['replace'] {
  const to = options.text('replaceModel')?.value ?? null;
  return to === null ? null : { from: options.list('model')?.[0]?.value ?? null, to };
}

/** Asks for the six fields, each checked as it is typed. Nothing is proposed: the words must be the user's own. `place`: whose form it is. */
export async function askUseCase({ host }: Session, place: string): Promise<string> {
  tell(
    host,
    `The provider wants to know who uses the model. The answers go to the provider for ${place}, and cannot be changed later.`,
  );
  const answers: { [name: string]: string } = {};
  for (const { name, question, check } of USE_CASE_FIELDS) {
    answers[name] = await host.ask(question, (answer) => check(answer) ?? true);
  }
  return useCaseText(answers as unknown as UseCase);
}
