import { join } from 'node:path';

import { z } from 'zod';

import { shownPath } from '../common/files/shown-path.js';
import { nearest } from '../common/nearest.js';
import type { Place } from '../common/place.js';
import { CannotRunError, type Problem, type Severity } from '../common/problem.js';
import { readSpecFile } from './parse/spec-folder.js';
import { readYaml, type YamlSource } from './yaml/yaml-source.js';

/** A known finding that is accepted, with a reason and for a limited time. */
export interface Exemption {
  readonly rule: string;
  readonly subject: string;
  readonly reason: string;
  /** The first version of the driver in which it no longer applies. */
  readonly expires: string;
  readonly place: Place;
}

/** How the project treats findings. */
export interface DriftSettings {
  readonly exemptions: readonly Exemption[];
  /** Severities by `rule` or `rule/detail`. */
  readonly severities: ReadonlyMap<string, Severity>;
  readonly problems: readonly Problem[];
  /** The text of each file, for code frames. */
  readonly sources: ReadonlyMap<string, string>;
}

const text = (expected: string) => z.string({ error: expected }).regex(/\S/, { error: expected });

const exemption = z.strictObject(
  {
    rule: text('the id of a rule such as `unclaimed-member`'),
    subject: text('what the finding is about, such as `Collection.find`'),
    reason: text('a sentence that says why it is accepted'),
    expires: z
      .string({ error: 'a version of the driver such as `8.0.0`' })
      .regex(/^\d+\.\d+\.\d+(-[\w.-]+)?$/, { error: 'a version of the driver such as `8.0.0`' }),
  },
  { error: 'a map with `rule`, `subject`, `reason` and `expires`' },
);

/** `spec/exemptions.yaml`. */
const exemptionsFile = z.array(exemption, { error: 'a list of exemptions' });

/** `spec/severity.yaml`. */
const severityFile = z.record(
  text('the id of a rule, followed by `/detail` if it is only for that detail'),
  z.enum(['error', 'warning', 'info'], { error: '`error`, `warning` or `info`' }),
  { error: 'a map of rules to severities' },
);

/** The known names of rules and details. */
export interface KnownRules {
  readonly rules: readonly string[];
  readonly details: readonly string[];
}

/** Reads both files of a spec folder. Either may be missing. */
export function loadDriftSettings(folder: string, known: KnownRules): DriftSettings {
  const sources = new Map<string, string>();
  const problems: Problem[] = [];
  const read = <T>(name: string, schema: z.ZodType<T>): { data: T; source: YamlSource } | undefined => {
    const file = shownPath(join(folder, name));
    const content = contentOf(file);
    if (content === undefined) return undefined;
    sources.set(file, content);
    const source = readYaml(file, content);
    const parsed = schema.safeParse(source.data ?? undefined);
    problems.push(...source.problems);
    if (parsed.success) return { data: parsed.data, source };
    if (source.readable && source.data !== null)
      problems.push(...parsed.error.issues.map((issue) => shapeProblem(file, source, issue)));
    return undefined;
  };
  const exemptions = read('exemptions.yaml', exemptionsFile);
  const severities = read('severity.yaml', severityFile);
  problems.push(...unknownRules(severities, known));
  for (const [index, { rule }] of (exemptions?.data ?? []).entries()) {
    if (exemptions !== undefined && !known.rules.includes(rule))
      problems.push(unknownRule(rule, known, exemptions.source.place([index, 'rule'])));
  }
  return {
    exemptions: (exemptions?.data ?? []).map((each, index) => ({
      ...each,
      place: placeIn(exemptions?.source, [index]),
    })),
    severities: new Map(Object.entries(severities?.data ?? {})),
    problems,
    sources,
  };
}

/** The text of a file. Undefined if it does not exist. Anything else at its path is an error. */
function contentOf(file: string): string | undefined {
  const bytes = readSpecFile(file);
  if (bytes === 'nothing') return undefined;
  if (bytes !== 'folder') return new TextDecoder().decode(bytes);
  throw new CannotRunError(`${file} is a folder, expected a YAML file`, 'replace it with a file, or delete it');
}

function placeIn(source: YamlSource | undefined, path: readonly PropertyKey[]): Place {
  return source?.place(path) ?? { file: '', line: 1, column: 1 };
}

function shapeProblem(file: string, source: YamlSource, issue: z.core.$ZodIssue): Problem {
  const path = issue.path.map(String).join('.');
  const what = path === '' ? 'the file' : `\`${path}\``;
  const keys = issue.code === 'unrecognized_keys' ? ` with the unknown key \`${issue.keys.join('`, `')}\`` : '';
  return {
    rule: 'drift-settings',
    severity: 'error',
    subject: file,
    message: `${what} is ${source.found(issue.path)}${keys}, expected ${issue.message}`,
    fix: 'correct the file, or delete the entry',
    at: source.place(issue.path),
  };
}

type Read<T> = { readonly data: T; readonly source: YamlSource } | undefined;

function unknownRules(severities: Read<Record<string, Severity>>, known: KnownRules): Problem[] {
  if (severities === undefined) return [];
  return Object.keys(severities.data).flatMap((key) => {
    const [rule = '', detail, ...others] = key.split('/');
    const isKnown =
      known.rules.includes(rule) && (detail === undefined || known.details.includes(detail)) && others.length === 0;
    return isKnown ? [] : [unknownRule(key, known, severities.source.keyPlace([key]))];
  });
}

function unknownRule(name: string, { rules, details }: KnownRules, at: Place): Problem {
  const [rule = '', detail] = name.split('/');
  const near = rules.includes(rule) && detail !== undefined ? nearest(detail, details) : nearest(rule, rules);
  return {
    rule: 'drift-settings',
    severity: 'error',
    subject: at.file,
    message: `\`${name}\` is not a rule of the drift checker`,
    fix: near === undefined ? 'name a rule that docs/drift.md of @motorized/codegen lists' : `did you mean \`${near}\``,
    at,
  };
}
