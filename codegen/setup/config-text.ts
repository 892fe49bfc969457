import { PACKAGED } from '../spec/parse/spec-folder.js';
import type { Answers } from './answers.js';

/** The text of the config file that says what was answered. */
export function configText(answers: Answers): string {
  return answers.typescript ? typescriptText(answers) : yamlText(answers);
}

/** Nobody accepts the surface of the packaged spec but the generator: what is left to look at is whether everything is wrapped. */
function presetOf({ spec }: Answers): string | undefined {
  return spec === PACKAGED ? 'claims' : undefined;
}

function yamlText(answers: Answers): string {
  const { frameworks, spec, out } = answers;
  const preset = presetOf(answers);
  return [
    '# What `npx motorized` is told in this project; its keys are in docs/config.md of @motorized/codegen.',
    `spec: ${yamlValue(spec)}`,
    'frameworks:',
    ...frameworks.map((each) => `  - ${yamlValue(each)}`),
    `out: ${yamlValue(out)}`,
    ...(preset === undefined ? [] : ['drift:', `  preset: ${preset}`]),
    '',
  ].join('\n');
}

/** A plain word as it is, and everything else in quotes, in which YAML reads it as JSON. */
function yamlValue(text: string): string {
  return /^[A-Za-z./][\w./-]*$/.test(text) && !/^(true|false|null|yes|no|on|off)$/i.test(text)
    ? text
    : JSON.stringify(text);
}

function typescriptText(answers: Answers): string {
  const { frameworks, spec, out } = answers;
  const preset = presetOf(answers);
  return [
    "import { defineConfig } from '@motorized/codegen';",
    '',
    'export default defineConfig({',
    `  spec: ${quoted(spec)},`,
    `  frameworks: [${frameworks.map(quoted).join(', ')}],`,
    `  out: ${quoted(out)},`,
    ...(preset === undefined ? [] : [`  drift: { preset: ${quoted(preset)} },`]),
    '});',
    '',
  ].join('\n');
}

function quoted(text: string): string {
  return /^[^'\\\p{Cc}]*$/u.test(text) ? `'${text}'` : JSON.stringify(text);
}
