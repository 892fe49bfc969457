import { expect } from 'chai';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { inspect } from 'node:util';

import { Emitter } from '../../../codegen/frameworks/internal/emitter.js';
import { DelegatingReadable } from '../../../codegen/frameworks/internal/streams.js';
import { Wrapper } from '../../../codegen/frameworks/internal/wrapper.js';
import { readInternal } from '../../../codegen/frameworks/load/load-framework.js';

const ON_ONE_LINE = { breakLength: Infinity };

describe('util.inspect of a wrapper', () => {
  const named = <T extends object>(name: string, value: T): T =>
    Object.defineProperty(value, 'constructor', { value: { name }, configurable: true });

  class Collection extends Wrapper<object> {
    constructor() {
      super(named('Collection', { secret: 'internal' }));
    }
    get namespace() {
      return 'a.b';
    }
    get isCapped() {
      return false;
    }
    get hint() {
      return undefined;
    }
    get db() {
      return { name: 'a' };
    }
    get broken(): string {
      throw new Error('closed');
    }
  }

  it('shows the class, the plain values and the class of the delegate', () => {
    expect(inspect(new Collection(), ON_ONE_LINE)).to.equal(
      "Collection { namespace: 'a.b', isCapped: false, delegate: [Collection] }",
    );
  });

  it("shows a user's class, and what it adds and overrides", () => {
    class Orders extends Collection {
      tenant = { name: 'x', deep: { er: { still: {} } } };
      override get namespace() {
        return 'mine';
      }
    }
    const fields = "tenant: { name: 'x', deep: { er: [Object] } }, namespace: 'mine', isCapped: false";
    expect(inspect(new Orders(), ON_ONE_LINE)).to.equal(`Orders { ${fields}, delegate: [Collection] }`);
  });

  it('breaks lines like any object', () => {
    class Wordy extends Collection {
      first = 'a'.repeat(50);
      second = 'b'.repeat(50);
    }
    expect(inspect(new Wordy()).split('\n')).to.have.lengthOf(7);
    expect(inspect(new Wordy(), { breakLength: Infinity }).split('\n')).to.have.lengthOf(1);
  });

  it('respects the depth', () => {
    const nested = { a: { b: new Collection() } };
    expect(inspect(nested, { depth: 1 })).to.equal('{ a: { b: [Collection] } }');
    expect(inspect(nested, { depth: 2, breakLength: Infinity })).to.include("namespace: 'a.b'");
    expect(inspect(nested, { depth: null, breakLength: Infinity })).to.include("namespace: 'a.b'");
    expect(inspect([new Collection()], { depth: 0 })).to.equal('[ [Collection] ]');
  });

  it('shows circular references like any object', () => {
    class Tree extends Collection {
      readonly self = this;
      readonly children: Tree[] = [];
      parent: Tree | undefined;
      override get namespace() {
        return 'tree';
      }
    }
    const root = new Tree();
    const child = new Tree();
    child.parent = root;
    root.children.push(child);

    for (const depth of [4, 16, null]) {
      const shown = inspect(root, { depth, ...ON_ONE_LINE });
      expect(shown).to.equal(
        '<ref *1> Tree { self: [Circular *1], children: [ <ref *2> Tree { self: [Circular *2], children: [], ' +
          "parent: [Circular *1], namespace: 'tree', isCapped: false, delegate: [Collection] } ], " +
          "parent: undefined, namespace: 'tree', isCapped: false, delegate: [Collection] }",
      );
    }
  });

  it('is shown by libraries that inspect the result again, as assertion libraries do', () => {
    const wrapper = new Collection();
    const custom = (value: object): unknown =>
      (value as { [inspect.custom]?: (...args: unknown[]) => unknown })[inspect.custom]?.(
        2,
        { stylize: String },
        inspect,
      );
    const shown = custom(wrapper);
    expect(custom(shown as object)).to.equal(undefined);
    expect(() => expect(wrapper).to.equal(1)).to.throw('to equal 1');
  });

  it('shows a cycle through other objects, and what it showed before changes', () => {
    class Holder extends Collection {
      held: unknown = undefined;
    }
    const holder = new Holder();
    const other = { holder };
    holder.held = other;
    expect(inspect(other, { depth: null, ...ON_ONE_LINE })).to.match(
      /^<ref \*1> \{ holder: Holder \{ held: \[Circular \*1\], /,
    );
    Reflect.deleteProperty(holder, 'held');
    expect(inspect(holder, ON_ONE_LINE)).to.match(/^Holder \{ namespace: /);
    expect(Object.keys(holder)).to.deep.equal(['delegate']);
  });

  it("shows an emitter without Node's internal tables", () => {
    class Client extends Emitter<EventEmitter, Record<string, () => void>> {
      get timeoutMS() {
        return 5;
      }
      constructor() {
        super(new EventEmitter());
      }
    }
    expect(inspect(new Client().on('x', () => {}))).to.equal('Client { timeoutMS: 5, delegate: [EventEmitter] }');
  });

  it("shows a stream without Node's state, and does not start it", () => {
    class Stream extends DelegatingReadable<PassThrough> {
      static make = () => new Stream(new PassThrough());
      get id() {
        return 7;
      }
    }
    const stream = Stream.make();
    expect(inspect(stream)).to.equal('Stream { id: 7, destroyed: false, delegate: [PassThrough] }');
    expect(stream.delegate.readableFlowing).to.equal(null);
  });

  it('uses the requested colours', () => {
    expect(inspect(new Collection(), { colors: true })).to.include('\u001B[36m[Collection]\u001B[39m');
  });
});

describe('the shared modules', () => {
  it("only use declarations of `util` that every version of Node's types has", async () => {
    const asked = [...(await readInternal()).values()].flatMap((text) =>
      Array.from(text.matchAll(/^import \{ ([^}]*) \} from 'node:util';$/gm), ([, names]) => names),
    );
    expect(new Set(asked)).to.deep.equal(new Set(['inspect']));
  });
});
