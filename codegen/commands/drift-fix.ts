import { join } from 'node:path';

import { orCannotRun, readRegularFile } from '../common/files/read-file.js';
import { shownPath } from '../common/files/shown-path.js';
import { writeWhole } from '../common/files/write-file.js';
import type { Finding } from '../drift/finding.js';
import { familyOf } from '../drift/rules.js';
import type { Driver } from '../model/driver.js';
import { findClass } from '../model/lookup.js';
import { suggestSpec } from '../reconcile/suggest-spec.js';
import { applyEdit } from '../spec/write/apply-edit.js';
import { printSpec, type SpecOutline } from '../spec/write/print-spec.js';
import { linesRead } from '../spec/write/read-back.js';

/** What was done to the spec, and what was left to a person, in lines. */
export interface Fixed {
  readonly lines: readonly string[];
  readonly isChanged: boolean;
}

/** Makes the spec edits that follow from the driver's declarations alone. */
export async function applyFixes(findings: readonly Finding[], spec: string, driver: Driver): Promise<Fixed> {
  const done: string[] = [];
  const left: string[] = [];
  for (const finding of findings.filter((each) => familyOf(each.rule) === 'claim')) {
    const line = (await fixOne(finding, spec, driver)) ?? undefined;
    if (line === undefined) left.push(`left to a person: ${finding.subject} (${finding.rule}): ${finding.fix}`);
    else done.push(`fixed: ${line}`);
  }
  return { lines: [...done, ...left], isChanged: done.length > 0 };
}

async function fixOne(finding: Finding, spec: string, driver: Driver): Promise<string | undefined> {
  if (finding.rule === 'unclaimed-class') return writeClass(finding.subject, spec, driver);
  const { edit } = finding;
  if (edit?.certain !== true) return undefined;
  const text = orCannotRun(() => readRegularFile(edit.file), 'run the command again').toString('utf8');
  const edited = applyEdit(text, edit);
  // What cannot be read back as one line more is not written: a person has to look at such a file.
  const before = linesRead(edit.file, text);
  if (before === undefined || linesRead(edit.file, edited) !== before + 1) return undefined;
  await writeWhole(edit.file, edited);
  return `${finding.subject}: \`- ${edit.line}\` under \`${edit.heading}:\` in ${edit.file} (${edit.why})`;
}

/** A class whose every member has a kind that follows from its declaration; runs and protocols are for a person. */
async function writeClass(name: string, spec: string, driver: Driver): Promise<string | undefined> {
  const declared = findClass(driver, name);
  const outline = declared && suggestSpec(driver, declared);
  if (outline === undefined || !isCertain(outline)) return undefined;
  const file = shownPath(join(spec, `${name}.yaml`));
  const text = printSpec(outline);
  if (linesRead(file, text) !== outline.claims.length + outline.events.length) return undefined;
  await writeWhole(file, text);
  return `${name}: ${file} (${outline.claims.length} members, whose kinds follow from their declarations)`;
}

function isCertain({ claims, constructible, roles }: SpecOutline): boolean {
  if (constructible || roles.handshake !== undefined) return false;
  return claims.every((claim) => !claim.run && claim.kind !== 'protocol' && claim.kind !== 'executor');
}
