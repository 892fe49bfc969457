import * as callback from 'motorized/callback';

import { spec } from '../../support/release/release.js';

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Done = (error: unknown, result?: unknown) => void;

/**
 * Makes every asynchronous method of `motorized/callback` pass a callback to itself and return a promise for its
 * result, so that a program with `await` runs in callback style. Returns a function that undoes this.
 */
export function callingBack(): () => void {
  const undo: (() => void)[] = [];
  for (const { class: name, claims } of spec.classes) {
    const wrapper = (callback as unknown as Record<string, { prototype: object }>)[name];
    for (const { member, kind, static: isStatic } of claims) {
      if (!wrapper || (kind !== 'command' && kind !== 'executor')) continue;
      undo.push(replaced((isStatic ? wrapper : wrapper.prototype) as Record<string, Method>, member));
    }
  }
  return () => undo.forEach((one) => one());
}

function replaced(holder: Record<string, Method>, member: string): () => void {
  const own = Object.getOwnPropertyDescriptor(holder, member);
  if (typeof own?.value !== 'function') throw new Error(`motorized/callback has no method ${member}`);
  const original: Method = own.value;
  const promising: Method = function (...args) {
    return new Promise((fulfil, reject) => {
      let calls = 0;
      const done: Done = (error, result) => {
        calls += 1;
        if (calls > 1) throw new Error(`${member} called back ${calls} times`);
        if (error) reject(error);
        else fulfil(result);
      };
      const returned = original.call(this, ...args, done);
      if (returned !== undefined) reject(new Error(`${member} returned something although it was given a callback`));
      if (calls > 0) reject(new Error(`${member} called back synchronously`));
    });
  };
  Object.defineProperty(holder, member, { ...own, value: promising });
  return () => Object.defineProperty(holder, member, own);
}
