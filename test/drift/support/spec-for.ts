import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { checkClaims } from '../../../codegen/drift/claims/check-claims.js';
import type { Finding } from '../../../codegen/drift/finding.js';
import type { Driver } from '../../../codegen/model/driver.js';
import { loadSpec } from '../../../codegen/spec/load-spec.js';
import { applyEdit } from '../../../codegen/spec/write/apply-edit.js';

/** What the spec in a folder does not say rightly of a driver. */
export function claimsOf(driver: Driver, folder: string): readonly Finding[] {
  return checkClaims(driver, { spec: loadSpec(folder).spec, frameworks: [], internal: new Map() }).findings;
}

/** A copy of the spec as it would have been written for an older driver: without what that one does not have. */
export function specFor(driver: Driver, from = 'spec'): string {
  const folder = mkdtempSync(join(tmpdir(), 'motorized-spec-'));
  cpSync(from, folder, { recursive: true });
  rmSync(join(folder, 'surface'), { recursive: true, force: true });
  // Which errors that driver had, and from where, was never written down.
  rmSync(join(folder, 'errors.yaml'), { force: true });
  for (let round = 0; round < 3; round++) {
    const findings = claimsOf(driver, folder);
    removeLines(findings.filter((each) => each.rule === 'unknown-claim'));
    // What only a person could decide was decided when that driver was new.
    for (const { edit } of findings)
      if (edit !== undefined) writeFileSync(edit.file, applyEdit(readFileSync(edit.file, 'utf8'), edit));
  }
  return folder;
}

/** From the last line up, so that the lines above keep their numbers. */
function removeLines(findings: readonly Finding[]): void {
  const places = findings.flatMap((each) => each.spec ?? []).sort((a, b) => b.line - a.line);
  for (const { file, line } of places) {
    const lines = readFileSync(file, 'utf8').split('\n');
    // The line that names the class: the driver has no such class.
    if (lines[line - 1]?.startsWith('class:') === true) rmSync(file);
    else writeFileSync(file, withoutLine(lines, line - 1).join('\n'));
  }
}

function withoutLine(lines: readonly string[], index: number): string[] {
  const left = lines.toSpliced(index, 1);
  const isHeading = (line: string | undefined): boolean => line !== undefined && /^\s*\w+:$/.test(line);
  const indentOf = (line: string | undefined): number => (line ?? '').length - (line ?? '').trimStart().length;
  // A heading with nothing left under it goes too.
  const above = left[index - 1];
  const isEmpty =
    isHeading(above) && !(left[index] ?? '').trimStart().startsWith('- ') && indentOf(left[index]) <= indentOf(above);
  return isEmpty ? withoutLine(left, index - 1) : left;
}
