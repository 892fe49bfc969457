import { expect } from 'chai';

import { allEventsOf, eventsOf } from '../../codegen/model/events.js';
import { classOf, readText } from '../support/read-text.js';

const driver = readText(`
  declare class TypedEventEmitter<Events> { on(): this }
  declare interface BaseEvents { [Base.CLOSE](): void }
  declare interface MoreEvents extends BaseEvents { more(item: string): void; more(item: string, n: number): void; alias: Listener }
  declare type Listener = (value: Base) => void;
  declare type StreamEvents<T> = { change(item: T): void } & BaseEvents;
  declare abstract class Base<T = any, E extends BaseEvents = BaseEvents> extends TypedEventEmitter<E> { static readonly CLOSE: 'close'; a: 1 }
  declare class Plain<T> extends Base<T> { a: 1 }
  declare class More extends Base<string, MoreEvents> { a: 1 }
  declare class Deep extends More { a: 1 }
  declare class Stream<T> extends TypedEventEmitter<StreamEvents<T>> { a: 1 }
  declare class Bounded<E extends BaseEvents> extends TypedEventEmitter<E> { a: 1 }
  declare class None extends Foreign<BaseEvents> { a: 1 }
  declare class Alone { a: 1 }
`);

/** The events of a class, one per line. */
function lines(name: string, list = eventsOf): string[] {
  return list(driver, classOf(driver, name)).map(
    (event) => `${event.name} ${event.overloads.map((each) => each.text).join(' + ')}`,
  );
}

describe('eventsOf', () => {
  const more = ['more (item: string): void + (item: string, n: number): void', 'alias (value: Base): void'];
  const cases: [name: string, ...want: string[]][] = [
    ['Base', 'close (): void'],
    ['Plain'],
    ['More', ...more],
    ['Deep'],
    ['Bounded', 'close (): void'],
    ['None'],
    ['Alone'],
    ['TypedEventEmitter'],
  ];
  for (const [name, ...want] of cases) {
    it(`of ${name}: ${want.join(', ') || 'none'}`, () => expect(lines(name)).to.deep.equal(want));
  }

  it('keeps the type parameters of the class', () => {
    const events = eventsOf(driver, classOf(driver, 'Stream'));
    expect(events.map((event) => event.type.text)).to.deep.equal(['(item: T) => void', '() => void']);
  });

  it('lists inherited ones on request', () => {
    expect(lines('Plain', allEventsOf)).to.deep.equal(['close (): void']);
    expect(lines('Deep', allEventsOf)).to.deep.equal([...more, 'close (): void']);
  });
});
