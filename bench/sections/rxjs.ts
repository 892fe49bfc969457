import type { BenchContext, Section } from '../section.js';
import { onLoopback } from './loopback.js';
import { measureFindOne, measureStream } from './lazy-measures.js';
import { measuredRxjs } from './rxjs-module.js';
import { measureSwitching } from './rxjs-switching.js';

/** The cost of the rxjs framework, and of cancellation with and without it. */
export const rxjs: Section = {
  name: 'rxjs',
  title: 'a long cursor as a stream, findOne with cancellation on, and what switching over findOne costs',
  goal: 'the stream at most 0.90 of raw `for await`; findOne at most 1.05 of raw',
  run: (context: BenchContext) =>
    onLoopback(context, async (loopback) => {
      const rxjs = await measuredRxjs(loopback);
      if (rxjs === undefined) context.print('  skipped: everything of motorized/rxjs, which has not been built');
      const measured = rxjs === undefined ? [] : [rxjs];
      await measureFindOne(context, loopback, measured);
      await measureSwitching(context, loopback, measuredRxjs);
      await measureStream(context, loopback, measured);
    }),
};
