import type { Problem } from '../common/problem.js';
import type { Driver, DriverClass } from '../model/driver.js';
import { eventsOf } from '../model/events.js';
import { ancestors, findClass } from '../model/lookup.js';
import type { ClassSpec } from '../spec/spec.js';
import { itemText } from '../spec/write/item-text.js';
import { didYouMean } from './claim-problems.js';

/** Events that no line claims, and lines that claim what the class does not emit. */
export function eventProblems(driver: Driver, declared: DriverClass, spec: ClassSpec): Problem[] {
  const declaredEvents = eventsOf(driver, declared);
  const names = new Set(declaredEvents.map((event) => event.name));
  const claimed = new Set(spec.events.map((event) => event.name));
  const constants = eventConstants(driver, declared);
  return [
    ...declaredEvents
      .filter((event) => !claimed.has(event.name))
      .map((event): Problem => ({
        rule: 'unclaimed-event',
        severity: 'error',
        subject: `${declared.name}.${event.name}`,
        message: `${declared.name} emits '${event.name}', which no line of ${spec.file} claims`,
        fix: `add \`- ${itemText(event.name)}\` under \`events:\` in ${spec.file}`,
        at: spec.place,
        related: event.place,
        edit: {
          file: spec.file,
          heading: 'events',
          line: itemText(event.name),
          why: 'the driver declares the event',
          certain: true,
        },
      })),
    ...spec.events
      .filter((event) => !names.has(event.name) && !constants.has(event.name))
      .map((event): Problem => ({
        rule: 'unknown-claim',
        severity: 'error',
        subject: `${declared.name}.${event.name}`,
        message: `${declared.name} declares no event '${event.name}'`,
        fix: didYouMean(event.name, [...names], 'delete the line'),
        at: event.place,
        related: declared.place,
      })),
  ];
}

/** Events of a stream are declared as constants only: `static readonly FILE: 'file'` with `@event`. */
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
