import type { Place } from '../../common/place.js';
import { isBefore } from '../../model/releases/release.js';
import type { Driver } from '../../model/driver.js';
import type { DriftSettings, Exemption } from '../../spec/drift-settings.js';
import { type Finding, fingerprintOf } from '../finding.js';
import type { Rule } from '../rules.js';

/** Removes exempted findings. An exemption that is unused or has expired is a finding itself. */
export function applyExemptions(
  findings: readonly Finding[],
  { exemptions }: Pick<DriftSettings, 'exemptions'>,
  driver: Driver,
): Finding[] {
  const matches = (each: Exemption, finding: Finding): boolean =>
    finding.rule === each.rule && finding.subject === each.subject;
  const holding = exemptions.filter((each) => isBefore(driver.version, each.expires));
  return [
    ...findings.filter((finding) => !holding.some((each) => matches(each, finding))),
    ...exemptions.flatMap((each): Finding[] => {
      if (!holding.includes(each)) return [expired(each, driver)];
      return findings.some((finding) => matches(each, finding)) ? [] : [unused(each)];
    }),
  ];
}

function unused({ rule, subject, place }: Exemption): Finding {
  const message = `${subject} is exempted from ${rule}, which reports nothing there`;
  return exemptionFinding('exemption-unused', subject, message, 'delete the exemption', place);
}

function expired({ rule, subject, expires, place }: Exemption, driver: Driver): Finding {
  const message = `${subject} was exempted from ${rule} until ${driver.package} ${expires}, and this is ${driver.version}`;
  return exemptionFinding(
    'exemption-expired',
    subject,
    message,
    'settle the finding, or write a later `expires`',
    place,
  );
}

function exemptionFinding(rule: Rule, subject: string, message: string, fix: string, place: Place): Finding {
  return {
    rule,
    detail: undefined,
    severity: 'error',
    subject,
    message,
    before: undefined,
    after: undefined,
    methods: [],
    driver: undefined,
    spec: place,
    doc: undefined,
    fix,
    edit: undefined,
    end: undefined,
    fingerprint: fingerprintOf(rule, undefined, subject),
  };
}
