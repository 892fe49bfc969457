import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { expect } from 'chai';

import { draw } from '../../bench/pictures/draw.js';
import { pictures } from '../../bench/pictures/pictures.js';
import { readRun } from '../../bench/pictures/read-run.js';
import { readDocument } from '../support/documents.js';
import { inProject } from '../support/project-root.js';

const RUN = `Node 20.20.2

rxjs: a long cursor
  goal: at most 0.90
  findOne              µs each  quartiles  ratio  quartiles    95 % of median  client CPU
    raw                  100.0     90..110      1                                    50.0
    motorized, a < b      90.5     85..100  0.905  0.8..1.0        0.850..0.950      45.0
  connections opened
    raw                    450
`;

describe('the charts of the benchmarks', () => {
  it('are read from the output of a section: each line with its ratio and interval', () => {
    expect(readRun(RUN)).to.deep.equal([
      {
        title: 'findOne',
        unit: 'µs each',
        bars: [
          { name: 'raw', ratio: 1, interval: [1, 1] },
          { name: 'motorized, a < b', ratio: 0.905, interval: [0.85, 0.95] },
        ],
      },
    ]);
  });

  it('are not drawn for a line without numbers', () => {
    expect(() => readRun(RUN.replace('0.850..0.950', 'unknown'))).to.throw(
      'This is not a line of a comparison: motorized',
    );
  });

  it('have bars in proportion to the ratios', () => {
    const [chart] = readRun(RUN);
    const svg = chart === undefined ? '' : draw(chart, 'motorized/rxjs');
    const widths = [...svg.matchAll(/<rect x="16" .* width="([\d.]+)" height="16"/g)].map(([, width]) => Number(width));
    expect(widths[1]).to.be.closeTo((widths[0] ?? 0) * 0.905, 0.2);
    expect(svg).to.include('a &lt; b');
  });

  it('match the committed figures, and include every one that a page shows', () => {
    const folder = inProject('docs', 'pictures');
    const drawn = pictures(inProject('docs'));
    for (const [name, svg] of drawn) expect(readFileSync(join(folder, name), 'utf8'), name).to.equal(svg);
    expect(readdirSync(folder)).to.have.members([...drawn.keys()]);
    const shown = [...readDocument('docs/benchmarks.md').matchAll(/\(pictures\/([\w-]+\.svg)\)/g)].map(
      ([, name]) => name,
    );
    expect([...drawn.keys()]).to.include.members(shown);
    expect(shown).to.have.lengthOf.above(5);
  });
});
