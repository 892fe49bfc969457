import { expect } from 'chai';

import { Arguments } from './arguments.js';
import { Fakes } from './fakes.js';
import { WrapperModule } from './framework.js';
import { Inventory } from './inventory.js';
import type { Construction } from './recording-driver.js';

/**
 * Constructs every class that users can construct, in every way. Runs in a process in which `replaceDriver` has been
 * called.
 */
export async function constructAll(
  frameworks: readonly string[],
  { constructions, introductions }: { readonly constructions: Construction[]; readonly introductions: unknown[][] },
): Promise<number> {
  const inventory = await Inventory.read();
  const fakes = new Fakes(inventory);
  let count = 0;
  for (const framework of frameworks) {
    const module = await WrapperModule.load(framework);
    const args = new Arguments(fakes, module);
    for (const declared of inventory.classes) {
      for (const signature of declared.constructors) {
        const required = signature.parameters.findLastIndex((each) => !each.optional) + 1;
        for (const handing of ['wrapped', 'raw', 'none'] as const) {
          for (const length of new Set([required, signature.parameters.length])) {
            const given = args.of(signature, length, handing);
            constructions.length = 0;
            introductions.length = 0;
            const Wrapper = module.class(declared.name);
            const wrapper = new Wrapper(...given.map((each) => each.given));
            const about = `${framework}: new ${declared.name}${signature.text}`;
            expect(constructions, about).to.have.length(1);
            const [made] = constructions;
            expect(made?.class, about).to.equal(declared.name);
            expect(made?.args.length, about).to.be.within(given.length, signature.parameters.length);
            for (const [at, argument] of given.entries()) await argument.check(made?.args[at]);
            expect(wrapper.delegate === made?.made, `${about}: the delegate`).to.equal(true);
            expect(Wrapper.wrap(wrapper.delegate) === wrapper, `${about}: the one wrapper`).to.equal(true);
            checkIntroduction(declared.name, framework, introductions, wrapper.delegate);
            constructions.length = 0;
            introductions.length = 0;
            const { fake, calls } = fakes.make(declared.name);
            Wrapper.wrap(fake);
            expect([constructions.length, calls.length], `${about}: wrap`).to.deep.equal([0, 0]);
            count++;
          }
        }
      }
    }
  }
  return count;
}

/** A client names us in the handshake. A wrapped one is not changed. */
function checkIntroduction(className: string, framework: string, introductions: unknown[][], delegate: object): void {
  const isClient = className === 'MongoClient';
  expect(introductions, `introductions of a ${className}`).to.have.length(isClient ? 1 : 0);
  if (!isClient) return;
  const [client, info] = introductions[0] ?? [];
  expect(client === delegate).to.equal(true);
  expect(info).to.include({ name: 'motorized', platform: framework });
}
