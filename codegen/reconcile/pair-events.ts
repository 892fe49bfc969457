import type { Problem } from '../common/problem.js';
import type { SpecEdit } from '../common/spec-edit.js';
import type { Driver, DriverClass } from '../model/driver.js';
import { type DriverEvent, eventsOf } from '../model/events.js';
import { ancestors, findClass } from '../model/lookup.js';
import type { ClassSpec } from '../spec/spec.js';
import { itemText } from '../spec/write/item-text.js';
import { didYouMean } from './claim-problems.js';
import { settleElsewhere, settleGone } from './release-words.js';

/** Problems with events that no line claims, and with lines that claim an event which the class does not emit. */
export function eventProblems(driver: Driver, declared: DriverClass, spec: ClassSpec): Problem[] {
  const declaredEvents = eventsOf(driver, declared);
  const names = new Set(declaredEvents.map((event) => event.name));
  const claimed = new Set(spec.events.map((event) => event.name));
  const constants = eventConstants(driver, declared);
  return [
    ...declaredEvents
      .filter((event) => !claimed.has(event.name))
      .map((event) => unclaimedEvent(driver, declared, event, spec)),
    ...spec.events
      .filter((event) => !names.has(event.name) && !constants.has(event.name))
      .map((event): Problem => {
        const { fix, ...end } = settleGone(driver, event.place);
        return {
          rule: 'unknown-claim',
          severity: 'error',
          subject: `${declared.name}.${event.name}`,
          message: `${declared.name} declares no event '${event.name}'`,
          fix: didYouMean(event.name, [...names], fix),
          at: event.place,
          related: declared.place,
          ...end,
        };
      }),
  ];
}

function unclaimedEvent(driver: Driver, declared: DriverClass, { name, place }: DriverEvent, spec: ClassSpec): Problem {
  const subject = `${declared.name}.${name}`;
  const lines = spec.elsewhere.filter((line) => line.name === name && line.what === 'event');
  const edit: SpecEdit = {
    file: spec.file,
    heading: 'events',
    line: itemText(name),
    why: 'the driver declares the event',
    certain: true,
  };
  return {
    rule: 'unclaimed-event',
    severity: 'error',
    subject,
    related: place,
    ...(settleElsewhere(driver, subject, lines, edit) ?? {
      message: `${declared.name} emits '${name}', which no line of ${spec.file} claims`,
      fix: `add \`- ${edit.line}\` under \`events:\` in ${spec.file}`,
      at: spec.place,
      edit,
    }),
  };
}

/** The events of a stream, which are only declared as constants: `static readonly FILE: 'file'` with `@event`. */
function eventConstants(driver: Driver, declared: DriverClass): ReadonlySet<string> {
  const lineage = [declared, ...ancestors(driver, declared.name).flatMap((name) => findClass(driver, name) ?? [])];
  return new Set(
    lineage
      .flatMap((each) => each.members)
      .flatMap((member) =>
        member.static && member.kind === 'property' && member.type.shape.kind === 'literal'
          ? [member.type.shape.value]
          : [],
      ),
  );
}
