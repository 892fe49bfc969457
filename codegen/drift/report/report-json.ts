import { z } from 'zod';

import type { DriftReport } from '../drift.js';
import { DETAILS, RULES } from '../rules.js';

const place = z
  .strictObject({ file: z.string(), line: z.int().min(1), column: z.int().min(1) })
  .describe('Counted from 1, as editors do.');

const source = z.strictObject({ package: z.string(), version: z.string(), file: z.string() });

const edit = z.strictObject({
  file: z.string(),
  heading: z.string().describe('The heading of the spec file that the line goes under.'),
  line: z.string().describe('The line without its dash, ready to be pasted; it is for every release of the driver.'),
  why: z.string().describe('What the heading was derived from.'),
  certain: z.boolean().describe('Whether `--fix` makes the edit.'),
});

const end = z.strictObject({ at: place, until: z.string().describe('The first release that no longer has it.') });

const finding = z.strictObject({
  rule: z.enum(RULES),
  detail: z.enum(DETAILS).nullable(),
  severity: z.enum(['error', 'warning', 'info']),
  subject: z.string().describe('What it is about: `Collection.createIndex#2`, `FindOptions.signal`.'),
  message: z.string(),
  before: z.string().nullable().describe('The declaration before, as it is written.'),
  after: z.string().nullable().describe('The declaration now.'),
  methods: z.array(z.string()).describe('The methods through which users see the difference.'),
  driver: place.nullable().describe("The driver's declaration."),
  spec: place.nullable().describe("The spec's line."),
  doc: z.string().nullable().describe("The first sentence of the driver's documentation."),
  fix: z.string(),
  edit: edit.nullable().describe('The line that the spec needs, if one line settles it.'),
  end: end.nullable().describe('The `until` of a line of the spec whose member the driver no longer has.'),
  fingerprint: z
    .string()
    .regex(/^[0-9a-f]{16}$/)
    .describe('The same in every run for the same rule, detail and subject.'),
});

const hiddenMembers = z.strictObject({
  framework: z.string(),
  reason: z.string(),
  count: z.int().min(1),
  members: z.array(z.string()).describe('`Cursor.next`'),
});

const count = z.int().min(0);

/** What `motorized drift --format json` prints. */
export const reportSchema = z
  .strictObject({
    before: source.nullable().describe('The accepted surface or the older driver; null if there is none.'),
    after: source.nullable().describe('The driver that was checked; null if it could not be read.'),
    compared: z
      .strictObject({ exports: count, classes: count, members: count, overloads: count, options: count, events: count })
      .describe('How many things of each kind were checked.'),
    hidden: z.array(hiddenMembers).describe('What frameworks leave out on purpose, by framework and reason.'),
    findings: z.array(finding),
    exit: z
      .union([z.literal(0), z.literal(1), z.literal(2)])
      .describe('0 nothing to do, 1 found something, 2 could not check.'),
  })
  .meta({ title: 'Findings of the drift checker' });

export type ReportJson = z.infer<typeof reportSchema>;

/** A report as plain JSON. Every finding has all keys. */
export function reportJson({ before, after, compared, hidden, findings, exit }: DriftReport): ReportJson {
  return {
    before: before ?? null,
    after: after ?? null,
    compared,
    hidden: hidden.map((each) => ({ ...each, count: each.members.length, members: [...each.members] })),
    findings: findings.map((each) => ({
      rule: each.rule,
      detail: each.detail ?? null,
      severity: each.severity,
      subject: each.subject,
      message: each.message,
      before: each.before ?? null,
      after: each.after ?? null,
      methods: [...each.methods],
      driver: each.driver ?? null,
      spec: each.spec ?? null,
      doc: each.doc ?? null,
      fix: each.fix,
      edit: each.edit ?? null,
      end: each.end ?? null,
      fingerprint: each.fingerprint,
    })),
    exit,
  };
}

/** The exact text of the committed `spec/findings.schema.json`. */
export function reportJsonSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(reportSchema, { target: 'draft-2020-12' }), null, 2)}\n`;
}
