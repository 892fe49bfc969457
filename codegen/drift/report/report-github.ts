import type { Severity } from '../../common/problem.js';
import type { DriftReport } from '../drift.js';
import type { Finding } from '../finding.js';
import { summary } from './report-text.js';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/** A report as workflow commands of GitHub, which shows them at the lines that they concern. */
export function reportGithub(report: DriftReport): string {
  return [...report.findings.map(annotation), summary(report)].join('\n');
}

function annotation(finding: Finding): string {
  const { rule, detail, severity, message, before, after, fix, spec, driver } = finding;
  const title = `${rule}${detail === undefined ? '' : `/${detail}`}`;
  // Only files of the repository can be annotated. The driver's declarations are mentioned in the text.
  const at = spec === undefined ? '' : `file=${property(spec.file)},line=${spec.line},col=${spec.column},`;
  const lines = [
    message,
    ...(before === undefined ? [] : [`- ${before}`]),
    ...(after === undefined ? [] : [`+ ${after}`]),
    ...(driver === undefined ? [] : [`at: ${driver.file}:${driver.line}:${driver.column}`]),
    `fix: ${fix}`,
  ];
  return `::${COMMANDS[severity]} ${at}title=${property(title)}::${data(lines.join('\n'))}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
