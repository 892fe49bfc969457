import { existsSync } from 'node:fs';
import { join } from 'node:path';

import type * as clack from '@clack/prompts';

import type { Ask } from '../../commands/init/project.js';
import { CannotRunError } from '../../common/problem.js';
import type { Answers, Known } from '../../setup/answers.js';
import { PACKAGED } from '../../spec/parse/spec-folder.js';

type Prompts = typeof clack;

/** Whether a person can be asked. */
export function canAsk(): boolean {
  return process.stdin.isTTY && process.stdout.isTTY && process.env['CI'] === undefined;
}

/** Asks the person at the terminal. The prompts are only loaded here. */
export async function askOnTerminal(): Promise<Ask> {
  const prompts = await import('@clack/prompts');
  const confirm = async (message: string): Promise<boolean> => orCancelled(prompts, await prompts.confirm({ message }));
  return {
    own: async () => confirm('motorized is installed and ready to use. Do you also want wrapper classes of your own?'),
    answers: async (said, known) => answersOf(prompts, said, known),
    confirm: async (lines) => confirm(`Write ${lines.join(', ')}?`),
  };
}

async function answersOf(prompts: Prompts, said: Partial<Answers>, known: Known): Promise<Answers> {
  const frameworks = said.frameworks ?? (await askFrameworks(prompts, known));
  const spec = said.spec ?? (await askSpec(prompts));
  const out =
    said.out ?? (await askText(prompts, 'Which folder should the wrapper classes be written to?', 'generated'));
  const script = said.script ?? (await askYes(prompts, 'Add scripts to package.json?'));
  const workflow = said.workflow ?? (await askYes(prompts, 'Add a GitHub workflow that fails when the driver drifts?'));
  return { frameworks, spec, out, script, workflow, typescript: said.typescript ?? false };
}

async function askFrameworks(prompts: Prompts, { frameworks, suggested }: Known): Promise<readonly string[]> {
  const own = 'a framework of my own';
  const options = [...frameworks, own].map((value) => ({ value, label: value }));
  const message = 'For which frameworks?';
  const chosen = orCancelled(prompts, await prompts.multiselect({ message, options, initialValues: [...suggested] }));
  if (!chosen.includes(own)) return chosen;
  const path = await askText(prompts, 'Where is its folder?', './my-framework', (value) =>
    existsSync(join(value, 'framework.ts'))
      ? undefined
      : 'There is no framework.ts in it. `npx motorized init framework` writes a folder that has one.',
  );
  return [...chosen.filter((each) => each !== own), path];
}

async function askSpec(prompts: Prompts): Promise<string> {
  const options = [
    { value: PACKAGED, label: 'the one that comes with the generator' },
    { value: 'own', label: 'a copy of it in a folder, to be changed' },
  ];
  const message = 'Which spec says what is wrapped, and how?';
  const chosen = orCancelled(prompts, await prompts.select({ message, options }));
  return chosen === PACKAGED ? chosen : askText(prompts, 'In which folder?', 'spec');
}

async function askText(
  prompts: Prompts,
  message: string,
  initialValue: string,
  refused: (value: string) => string | undefined = () => undefined,
): Promise<string> {
  const validate = (value: string | undefined): string | undefined =>
    value === undefined || value.trim() === '' ? 'It is empty.' : refused(value);
  return orCancelled(prompts, await prompts.text({ message, initialValue, validate }));
}

async function askYes(prompts: Prompts, message: string): Promise<boolean> {
  return orCancelled(prompts, await prompts.confirm({ message }));
}

function orCancelled<T>({ isCancel }: Prompts, answer: T): Exclude<T, symbol> {
  if (!isCancel(answer)) return answer as Exclude<T, symbol>;
  throw new CannotRunError('init was cancelled: nothing was written', 'run it again, or give the answers as options');
}
