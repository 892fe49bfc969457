import type { Place } from '../../common/place.js';
import type { Severity } from '../../common/problem.js';
import { shownText } from '../../common/shown-value.js';
import type { Hidden } from '../claims/claims.js';
import type { DriftReport, Source } from '../drift.js';
import type { Finding } from '../finding.js';
import { groupOf } from '../settle/finding-order.js';

/** How many members are listed. The rest is only counted. */
const SHOWN = 6;

const COLORS: Readonly<Record<Severity, string>> = { error: '\u001B[31m', warning: '\u001B[33m', info: '\u001B[36m' };
const RESET = '\u001B[0m';

/**
 * A report for a terminal, grouped by class or type:
 *
 *     Collection
 *       error parameter-added Collection.find(hint): ...
 *         - before
 *         + after
 *         fix: ...
 */
export function reportText(report: DriftReport, color: boolean): string {
  const groups = new Map<string, Finding[]>();
  for (const finding of report.findings) {
    const name = groupOf(finding);
    const known = groups.get(name);
    if (known === undefined) groups.set(name, [finding]);
    else known.push(finding);
  }
  const blocks = [...groups].map(([name, findings]) =>
    [name, ...findings.flatMap((each) => findingLines(each, color))].join('\n'),
  );
  return [...blocks, summary(report)].join('\n\n');
}

function findingLines(finding: Finding, color: boolean): string[] {
  const { rule, detail, severity, message, before, after, methods, driver, spec, doc, fix } = finding;
  const label = color ? `${COLORS[severity]}${severity}${RESET}` : severity;
  const at = [spec, driver].flatMap((place) => (place === undefined ? [] : [spelled(place)])).join(', ');
  return [
    `  ${label} ${rule}${detail === undefined ? '' : `/${detail}`}: ${message}`,
    ...(before === undefined ? [] : [`    - ${shortened(before)}`]),
    ...(after === undefined ? [] : [`    + ${shortened(after)}`]),
    ...(doc === undefined ? [] : [`    doc: ${doc}`]),
    ...reachLine(finding, methods),
    ...(at === '' ? [] : [`    at: ${at}`]),
    `    fix: ${fix}`,
  ];
}

/** The members that a finding reaches. If that is only the member itself, no line is needed. */
function reachLine({ subject }: Finding, methods: readonly string[]): string[] {
  if (methods.length === 0 || (methods.length === 1 && subject.startsWith(methods[0] ?? ''))) return [];
  const more = methods.length > SHOWN ? `, and ${methods.length - SHOWN} more` : '';
  return [`    reaches: ${methods.slice(0, SHOWN).join(', ')}${more}`];
}

const WIDTH = 240;

function shortened(text: string): string {
  return text.length <= WIDTH ? text : `${text.slice(0, WIDTH)} ... (${text.length} characters)`;
}

function spelled({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}

/** The lines that say what was compared, what frameworks leave out and why, and how much was found. */
export function summary({ before, after, compared, hidden, findings }: DriftReport): string {
  const kinds = Object.entries(compared).map(([kind, count]) => `${count} ${kind}`);
  const sides = [before, after].flatMap((side) => (side === undefined ? [] : [named(side)])).join(' -> ');
  const counts = (['error', 'warning', 'info'] as const).map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    return `${count} ${severity === 'info' ? 'info' : count === 1 ? severity : `${severity}s`}`;
  });
  const found = findings.length === 0 ? 'nothing drifts' : counts.join(', ');
  return [`${sides === '' ? 'nothing' : sides}: ${kinds.join(', ')}`, ...hidden.map(hiddenLine), found].join('\n');
}

function hiddenLine({ framework, reason, members }: Hidden): string {
  return `${members.length} ${members.length === 1 ? 'member' : 'members'} hidden by ${framework}: ${shownText(reason)}`;
}

function named({ package: name, version, file }: Source): string {
  return `${name} ${version} (${file})`;
}
