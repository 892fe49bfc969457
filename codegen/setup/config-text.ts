import { PACKAGED } from '../spec/parse/spec-folder.js';
import type { Answers } from './answers.js';

/** The text of the config file for the answers. */
export function configText(answers: Answers): string {
  return answers.typescript ? typescriptText(answers) : yamlText(answers);
}

/**
 * The preset for the packaged spec, whose surface the project cannot accept. So only the claims are checked: whether
 * everything is wrapped.
 */
function presetOf({ spec }: Answers): string | undefined {
  return spec === PACKAGED ? 'claims' : undefined;
}

function yamlText(answers: Answers): string {
  const { frameworks, spec, out } = answers;
  const preset = presetOf(answers);
  return [
    '# The settings of `npx motorized` in this project. docs/config.md of @motorized/codegen lists the keys.',
    `spec: ${yamlValue(spec)}`,
    'frameworks:',
    ...frameworks.map((each) => `  - ${yamlValue(each)}`),
    `out: ${yamlValue(out)}`,
    ...(preset === undefined ? [] : ['drift:', `  preset: ${preset}`]),
    '',
  ].join('\n');
}

/** A plain word unquoted, and anything else as a JSON string, which YAML also accepts. */
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
