import { bringIn, checkBefore, findRelease, openTree, startBranch } from './steps/begin-steps.js';
import { commitWork, runCompiler, runTests, runWriter, tellChangelog } from './steps/end-steps.js';
import type { Following } from './following.js';
import type { Step } from './step.js';
import { type LineWork, linesStep } from './steps/lines-step.js';
import type { WrapSteps } from './steps/wrap-steps.js';

/** All steps of following a release, in order. */
export function followSteps(following: Following, wrap: WrapSteps, packages: LineWork): Step[] {
  const isOnBranch = (): boolean => following.find('isOnBranch') === true;
  const isFinished = (): boolean => finished.every((step) => step.isTaken);
  const finished = [wrap.spec, linesStep(packages), wrap.generate, wrap.accept].map(watched);
  return [
    { name: 'work tree', take: async () => openTree(following) },
    { name: 'release', take: async () => findRelease(following) },
    { name: 'spec before', take: async () => checkBefore(following) },
    { name: 'install', take: async () => bringIn(following, packages.open) },
    { name: 'branch', take: async () => startBranch(following) },
    ...finished.map(({ step }) => step),
    { name: 'changelog', take: async () => tellChangelog(following) },
    { name: 'write', take: async () => runWriter(following) },
    // Files that tests and compilers leave behind do not belong in the commit.
    { name: 'commit', isAlways: isOnBranch, take: async () => commitWork(following, isFinished()) },
    { name: 'compile', take: async () => runCompiler(following, wrap.compile) },
    { name: 'test', take: async () => runTests(following) },
  ];
}

/** Wraps a step to record whether it has succeeded. */
function watched(step: Step): { readonly step: Step; readonly isTaken: boolean } {
  const state = { isTaken: false };
  const take: Step['take'] = async () => {
    const result = await step.take();
    state.isTaken = result.outcome !== 'stops' && result.outcome !== 'failed';
    return result;
  };
  return {
    step: { ...step, take },
    get isTaken() {
      return state.isTaken;
    },
  };
}
