import type { Breach, Clause } from '../clause.js';
import { culpritOf } from '../results/culprit.js';
import type { CompilerFault } from '../subject/compile.js';
import type { Subject } from '../subject/subject.js';

/** Nothing is known about classes that were compiled elsewhere. */
const ELSEWHERE = { errors: [], undeclared: [] };

export const EMITTED: readonly Clause[] = [
  {
    name: 'emitted/compiles',
    says: 'The emitted code compiles with the strictest settings.',
    fix: '`value`, `executor`, `signatures` and `command` in framework.ts; runtime.ts itself',
    read: ({ compiled = ELSEWHERE, shape }) => compiled.errors.map((each) => breachOf(each, shape)),
  },
  {
    name: 'emitted/declarations',
    says: 'Every export has an explicit type, as `isolatedDeclarations` requires.',
    fix: 'the exports of runtime.ts: write their types',
    read: ({ compiled = ELSEWHERE, shape }) => compiled.undeclared.map((each) => breachOf(each, shape)),
  },
  {
    name: 'emitted/exports',
    says: 'The index can be imported, and exports everything that the driver exports, with wrappers instead of the wrapped classes.',
    fix: '`exports` in framework.ts, and what runtime.ts imports',
    read: exportsAll,
  },
];

function breachOf(fault: CompilerFault, shape: Subject['shape']): Breach {
  return {
    subject: undefined,
    expected: 'no error of the compiler',
    found: fault.text,
    fix: culpritOf(fault, shape),
  };
}

function exportsAll({ loaded, shape }: Subject): readonly Breach[] {
  if ('failure' in loaded) return [{ subject: undefined, expected: 'an index to import', found: loaded.failure }];
  const { driver, own } = loaded;
  const wrapped = new Set(shape.classes.map(({ name }) => name));
  return Object.keys(driver)
    .filter((name) => name !== 'default')
    .flatMap((name) => {
      const expected = wrapped.has(name) ? 'a wrapper' : "the driver's own";
      const found = own[name] === undefined ? 'nothing' : own[name] === driver[name] ? "the driver's own" : 'a wrapper';
      return found === expected ? [] : [{ subject: name, expected, found }];
    });
}
