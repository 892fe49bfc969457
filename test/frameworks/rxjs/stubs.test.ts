import { expect } from 'chai';
import * as classes from 'motorized/rxjs';
import { AggregationCursor, ChangeStream, Collection, FindCursor } from 'motorized/rxjs';
import { from, lastValueFrom, map, of } from 'rxjs';
import sinon from 'sinon';

interface Pet {
  name: string;
}

describe('a recipe of motorized/rxjs in the tests of users', () => {
  afterEach(() => sinon.restore());

  it('can be stubbed as a whole', async () => {
    const pets = of({ name: 'Ada' });
    const cursor = sinon.createStubInstance(FindCursor<Pet>);
    cursor.pipe.returns(of(1));
    cursor.asObservable.returns(pets);
    cursor.sort.returnsThis();
    expect(await lastValueFrom(cursor.sort({ name: 1 }).pipe(map(({ name }) => name)))).to.equal(1);
    expect(await lastValueFrom(cursor.asObservable())).to.deep.equal({ name: 'Ada' });
    const collection = sinon.createStubInstance(Collection<Pet>);
    collection.find.returns(cursor);
    expect(collection.find()).to.equal(cursor);
  });

  for (const Class of [FindCursor, AggregationCursor, ChangeStream]) {
    for (const name of ['pipe', 'subscribe', 'asObservable', 'open', 'concatMap'] as const) {
      it(`can have its ${name} stubbed on the prototype of ${Class.name}`, () => {
        const stub = sinon.stub(Class.prototype, name as never) as sinon.SinonStub;
        const recipe = Object.create(Class.prototype) as Record<string, () => unknown>;
        stub.returns('stubbed');
        expect(recipe[name]?.()).to.equal('stubbed');
        sinon.restore();
        expect(Class.prototype[name]).to.be.a('function');
      });
    }
  }

  it('uses the stub of asObservable in pipe, subscribe and from', async () => {
    const asObservable = sinon.stub(FindCursor.prototype, 'asObservable').returns(of(7));
    const recipe = Object.create(FindCursor.prototype) as FindCursor<number>;
    expect(await lastValueFrom(recipe.pipe(map((n) => n * 2)))).to.equal(14);
    expect(await lastValueFrom(from(recipe))).to.equal(7);
    const seen: unknown[] = [];
    recipe.subscribe((n) => seen.push(n));
    expect(seen).to.deep.equal([7]);
    sinon.assert.callCount(asObservable, 3);
  });

  for (const framework of ['promise', 'callback', 'rxjs']) {
    it(`can be stubbed as a whole and restored, like every other class of motorized/${framework}`, async () => {
      const all = Object.values((await import(`motorized/${framework}`)) as Record<string, unknown>);
      const wrappers = all.filter(
        (value): value is sinon.StubbableType<object> => typeof value === 'function' && 'wrap' in value,
      );
      expect(wrappers).to.have.lengthOf.above(20);
      for (const each of wrappers) expect(sinon.createStubInstance(each)).to.be.an.instanceOf(each);
      sinon.restore();
    });
  }

  it('has no getters that return functions, which stubs could not replace', () => {
    const getters = Object.entries(classes).flatMap(([name, value]) => {
      if (typeof value !== 'function' || !('wrap' in value)) return [];
      return Object.entries(Object.getOwnPropertyDescriptors(value.prototype as object))
        .filter(([, descriptor]) => descriptor.get !== undefined)
        .map(([member]) => `${name}.${member}`);
    });
    expect(getters).to.include('Collection.db');
    expect(
      getters.filter((each) => /\.(pipe|subscribe|open|as[A-Z]\w+|concatMap|events|using)$/.test(each)),
    ).to.deep.equal([]);
  });
});
