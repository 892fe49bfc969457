import { expect } from 'chai';

import { applyEdit } from '../../../codegen/spec/write/apply-edit.js';

const TEXT = `# first
class: Thing # about it

properties:
  # the name
  - name # kept
  - size

run:
    commands:
        - next
events: [open, close]
# last
`;

/** The lines that an edit adds, each with its number. */
function added(text: string, heading: string, line: string): string[] {
  const before = text.split('\n');
  const now = applyEdit(text, { heading, line }).split('\n');
  let at = 0;
  return now.flatMap((each, index) => {
    if (each === before[at]) {
      at++;
      return [];
    }
    return [`${index + 1} ${each}`];
  });
}

describe('applyEdit', () => {
  it('adds an item after the last one, in its column', () => {
    expect(added(TEXT, 'properties', 'kind')).to.deep.equal(['8   - kind']);
    expect(added(TEXT, 'run.commands', 'close')).to.deep.equal(['12         - close']);
  });

  it('adds an item to a list on one line', () => {
    expect(applyEdit(TEXT, { heading: 'events', line: 'end' })).to.equal(
      TEXT.replace('[open, close]', '[open, close, end]'),
    );
    expect(applyEdit('class: A\nevents: []\n', { heading: 'events', line: 'end' })).to.equal(
      'class: A\nevents: [end]\n',
    );
  });

  it('adds a heading in the order of headings', () => {
    expect(added(TEXT, 'commands', 'find')).to.deep.equal(['8 commands:', '9   - find']);
    expect(added(TEXT, 'constants', 'CLOSE')).to.deep.equal(['3 constants:', '4   - CLOSE']);
    expect(added(TEXT, 'run.properties', 'id')).to.deep.equal(['10     properties:', '11       - id']);
    expect(added('class: A\n', 'run.properties', 'id')).to.deep.equal(['2 run:', '3   properties:', '4     - id']);
    expect(added('class: A', 'events', 'open')).to.deep.equal(['2 events:', '3   - open', '4 ']);
  });
});
