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
  await writeWhole(edit.file, applyEdit(text, edit));
  return `${finding.subject}: \`- ${edit.line}\` under \`${edit.heading}:\` in ${edit.file} (${edit.why})`;
}

/** A class whose every member has a kind that follows from its declaration; runs and protocols are for a person. */
async function writeClass(name: string, spec: string, driver: Driver): Promise<string | undefined> {
  const declared = findClass(driver, name);
  const outline = declared && suggestSpec(driver, declared);
  if (outline === undefined || !isCertain(outline)) return undefined;
  const file = shownPath(join(spec, `${name}.yaml`));
  await writeWhole(file, printSpec(outline));
  return `${name}: ${file} (${outline.claims.length} members, whose kinds follow from their declarations)`;
}

function isCertain({ claims, constructible, roles }: SpecOutline): boolean {
  if (constructible || roles.handshake !== undefined) return false;
  return claims.every((claim) => !claim.run && claim.kind !== 'protocol' && claim.kind !== 'executor');
}
