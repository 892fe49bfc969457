import { expect } from 'chai';

import { fixInGenerator, isInstalled } from '../../codegen/common/project/fix-in-generator.js';

describe('the fix for something that the generator cannot do', () => {
  const extend = 'teach codegen/plan/plan.ts the shape';

  it('names the module to people who work on the generator', () => {
    expect(fixInGenerator(extend)).to.equal(extend);
    expect(fixInGenerator(extend, 'omit the member')).to.equal(`omit the member, or ${extend}`);
  });

  it('tells its users what they can do', () => {
    const report =
      'update @motorized/codegen, and if the newest release says so too, report it at https://github.com/motorized/motorized/issues';
    expect(fixInGenerator(extend, undefined, true)).to.equal(report);
    expect(fixInGenerator(extend, 'omit the member', true)).to.equal(`omit the member, or ${report}`);
  });

  it('distinguishes the two by the location of the generator', () => {
    const module = 'build/codegen/common/project/fix-in-generator.js';
    expect(isInstalled(`file:///home/me/motorized/${module}`)).to.equal(false);
    expect(isInstalled(`file:///home/me/app/node_modules/@motorized/codegen/${module}`)).to.equal(true);
    expect(isInstalled(`file:///C:/app/node_modules/.pnpm/x/node_modules/@motorized/codegen/${module}`)).to.equal(true);
  });
});
