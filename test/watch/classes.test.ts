import { expect } from 'chai';

import { GenerateInputs } from '../../codegen/commands/generate-inputs.js';
import { byCodeUnit } from '../../codegen/common/order.js';
import type { Framework } from '../../codegen/frameworks/framework.js';
import type { FrameworkSource } from '../../codegen/frameworks/framework-source.js';
import { generate, type GenerateRequest, type GenerateResult, Generator } from '../../codegen/generate.js';
import { loadSpec } from '../../codegen/spec/load-spec.js';
import { readSpecFolder } from '../../codegen/spec/parse/spec-folder.js';

const SPEC = 'spec';

/** What is replaced in a file of the spec. */
interface Edit {
  readonly file: string;
  readonly from: string;
  readonly to: string;
  /** The classes that have to be planned again. */
  readonly concerns: readonly string[];
}

const MOVED_LINES: Edit = {
  file: 'Collection.yaml',
  from: '  - insertOne\n',
  to: '  # one\n  - insertOne\n',
  concerns: ['Collection'],
};

const EDITS: Record<string, Edit> = {
  'a comment that moves no line': {
    file: 'Collection.yaml',
    from: '  - insertOne\n',
    to: '  - insertOne # one\n',
    concerns: [],
  },
  'a comment on a line of its own': MOVED_LINES,
  'a member that is left out': {
    file: 'Admin.yaml',
    from: '  - replSetGetStatus\n',
    to: 'omitted:\n  - replSetGetStatus: { reason: nobody wants it }\n',
    concerns: ['Admin'],
  },
  'the method that binds to a session': {
    file: 'Collection.yaml',
    from: 'bound: withSession\n',
    to: '',
    // Those whose members return a collection.
    concerns: ['Collection', 'Db'],
  },
  'a role of the base of all cursors': {
    file: 'AbstractCursor.yaml',
    from: 'transform: map\n',
    to: '',
    // Those with the member that plays it.
    concerns: ['AbstractCursor', 'AggregationCursor', 'FindCursor'],
  },
  'an error that is limited to some members': {
    file: 'errors.yaml',
    from: '    Collection: [bulkWrite, insertMany]\n',
    to: '    Collection: [bulkWrite, insertMany, findOne]\n',
    concerns: ['Collection'],
  },
};

describe('a change of the spec', function () {
  this.timeout(60_000);
  let request: GenerateRequest;
  let generator: Generator;
  /** The classes that the frameworks have been asked about. */
  const asked = new Set<string>();

  before(async () => {
    const inputs = new GenerateInputs();
    const [frameworks, internal, templates, declarations, { spec }] = await Promise.all([
      inputs.frameworks(['effect', 'rxjs'], []),
      inputs.internal(),
      inputs.templates(),
      inputs.driver(undefined),
      inputs.spec(SPEC),
    ]);
    const noting = frameworks.map((source) => notingClasses(source, asked));
    request = { declarations, spec, frameworks: noting, internal, templates, docs: 'full' };
    generator = new Generator();
    generator.generate(request);
  });

  afterEach(() => generator.generate(request));

  for (const [what, edit] of Object.entries(EDITS)) {
    it(`has only the classes planned again that it concerns, and leaves nothing behind: ${what}`, () => {
      asked.clear();
      const edited = { ...request, spec: editedSpec(edit) };
      const again = generator.generate(edited);
      expect([...asked].toSorted(byCodeUnit)).to.deep.equal(edit.concerns);
      expectSame(again, generate(edited));
    });
  }

  it('repeats the fault of a framework in another class', () => {
    const faulty = changed(request.frameworks, (framework) => ({
      value: (type, from, result) =>
        result.member?.class === 'Db' ? 'Not a type <' : framework.value(type, from, result),
    }));
    expectFound(faulty, 'framework-fault');
  });

  it('repeats an import of another class that no module exports', () => {
    const faulty = changed(request.frameworks, (framework) => ({
      value: (type, from, result) => {
        if (result.member?.class === 'Db') from('Nowhere', './runtime.js');
        return framework.value(type, from, result);
      },
    }));
    expectFound(faulty, 'framework-import');
  });

  /** The problem is found, and still is after a change of a class that has nothing to do with it. */
  function expectFound(frameworks: readonly FrameworkSource[], rule: string): void {
    const another = new Generator();
    const first = another.generate({ ...request, frameworks });
    expect(first.problems.map((each) => each.rule)).to.include(rule);
    expectSame(another.generate({ ...request, frameworks, spec: editedSpec(MOVED_LINES) }), first);
  }
});

/** The packaged spec with an edit. */
function editedSpec({ file, from, to }: Edit): GenerateRequest['spec'] {
  const { spec, problems } = loadSpec(SPEC, (folder) => {
    const path = `${folder}/${file}`;
    const files = readSpecFolder(folder);
    const text = Buffer.from(files.get(path) ?? []).toString();
    if (!text.includes(from)) throw new Error(`${file} has no ${from}`);
    return new Map([...files, [path, Buffer.from(text.replace(from, to))]]);
  });
  expect(problems).to.deep.equal([]);
  return spec;
}

/** A framework that notes for which classes it is asked. */
function notingClasses(source: FrameworkSource, asked: Set<string>): FrameworkSource {
  const [noted = source] = changed([source], (framework) => ({
    command: (call) => {
      asked.add(call.member.class);
      return framework.command(call);
    },
    value: (type, from, result) => {
      if (result.member !== undefined) asked.add(result.member.class);
      return framework.value(type, from, result);
    },
  }));
  return noted;
}

function changed(
  sources: readonly FrameworkSource[],
  otherwise: (framework: Framework) => Partial<Framework>,
): FrameworkSource[] {
  return sources.map((source) => ({ ...source, framework: { ...source.framework, ...otherwise(source.framework) } }));
}

function expectSame(found: GenerateResult, expected: GenerateResult): void {
  expect(found.problems).to.deep.equal(expected.problems);
  const differing = [...expected.files].filter(([path, text]) => found.files.get(path) !== text);
  expect(differing.map(([path]) => path)).to.deep.equal([]);
  expect([...found.files.keys()]).to.deep.equal([...expected.files.keys()]);
}
