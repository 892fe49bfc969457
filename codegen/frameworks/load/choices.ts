import { nearest } from '../../common/nearest.js';
import { CannotRunError } from '../../common/problem.js';
import { shownText } from '../../common/shown-value.js';

/** A user's choice for an option of a framework: `effect.absent=null`. */
export interface Choice {
  readonly framework: string;
  readonly option: string;
  readonly value: string;
}

/**
 * Parses the choices on the command line.
 *
 * @throws {CannotRunError} if a choice is malformed, or an option has two
 */
export function parseChoices(texts: readonly string[]): Choice[] {
  const choices = [...new Set(texts)].map(parseChoice);
  for (const [at, choice] of choices.entries()) {
    const other = choices.findIndex((each) => each.framework === choice.framework && each.option === choice.option);
    if (other === at) continue;
    const name = `${choice.framework}.${choice.option}`;
    throw new CannotRunError(
      `the option ${name} is given twice: ${choices[other]?.value ?? ''} and ${choice.value}`,
      'leave one of them out',
    );
  }
  return choices;
}

function parseChoice(text: string): Choice {
  const [, framework, option, value] = /^([^.=]+)\.([^.=]+)=(.+)$/.exec(text) ?? [];
  if (framework !== undefined && option !== undefined && value !== undefined) return { framework, option, value };
  throw new CannotRunError(
    `'${shownText(text)}' is not a choice, expected the name of a framework, an option and its value, such as 'effect.absent=null'`,
    'write it in that form',
  );
}

/**
 * Checks that each choice belongs to one of the frameworks.
 *
 * @throws {CannotRunError} if one does not, since it would be ignored
 */
export function checkFrameworksOf(choices: readonly Choice[], names: readonly string[]): void {
  for (const { framework, option, value } of choices) {
    if (names.includes(framework)) continue;
    const near = nearest(framework, names);
    throw new CannotRunError(
      `--option ${framework}.${option}=${value} names no framework of this run, which has ${names.join(', ')}`,
      near === undefined
        ? `add the framework with --framework, or leave the option out`
        : `did you mean '${near}.${option}=${value}'`,
    );
  }
}
