import { expect } from 'chai';

import { quietAbout } from '../../../codegen/conformance/stage/quiet.js';

describe('suppressing a warning that the kit provokes', () => {
  it('drops warnings with that beginning, and emits all others unchanged', async () => {
    const heard: string[] = [];
    const listen = ({ message, code }: Error & { code?: string }): void => void heard.push(`${code} ${message}`);
    const before = process.emitWarning;
    process.on('warning', listen);
    const answer = await quietAbout('cursor.count is deprecated', async () => {
      process.emitWarning('cursor.count is deprecated and more', { code: 'MONGODB DRIVER' });
      process.emitWarning(new Error('cursor.count is deprecated, says an error'));
      process.emitWarning('an option of the framework is deprecated', { code: 'MONGODB DRIVER' });
      return 1;
    });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listen);
    expect(answer).to.equal(1);
    expect(heard).to.deep.equal(['MONGODB DRIVER an option of the framework is deprecated']);
    expect(process.emitWarning).to.equal(before);
  });

  it('stops suppressing if the work fails', async () => {
    const before = process.emitWarning;
    const failure = new Error('it fails');
    const caught = await quietAbout('a warning', async () => Promise.reject(failure)).catch((error: unknown) => error);
    expect(caught).to.equal(failure);
    expect(process.emitWarning).to.equal(before);
  });
});
