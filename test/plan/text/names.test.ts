import { expect } from 'chai';

import { namespaceName } from '../../../codegen/plan/text/names.js';

describe('namespaceName', () => {
  it('is that of the module, without folder and extension', () => {
    expect(namespaceName('mongodb')).to.equal('mongodb');
    expect(namespaceName('./driver.js')).to.equal('driver');
    expect(namespaceName('../internal/unwrap.mjs')).to.equal('unwrap');
    expect(namespaceName('effect/Stream')).to.equal('Stream');
    expect(namespaceName('@scope/driver')).to.equal('driver');
    expect(namespaceName('node:stream')).to.equal('stream');
  });

  it('joins the words of a name that is not an identifier', () => {
    expect(namespaceName('mongodb-legacy')).to.equal('mongodbLegacy');
    expect(namespaceName('./bound-session.js')).to.equal('boundSession');
    expect(namespaceName('lodash.get')).to.equal('lodashGet');
  });

  it('begins with an underscore if the name is reserved', () => {
    expect(namespaceName('delete')).to.equal('_delete');
    expect(namespaceName('7zip')).to.equal('_7zip');
  });
});
