// Puts everything that the site shows into one folder: the written pages, and the files of the project that they link to.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, posix, resolve } from 'node:path';

import { placeOf, readNavigation } from './navigation.js';

const project = resolve(process.argv[2] ?? '.');
const out = join(project, 'site', 'build', 'pages');

const pages = readNavigation(project).flatMap((group) => group.pages);
rmSync(out, { recursive: true, force: true });
for (const page of pages) write(placeOf(page), readFileSync(join(project, page), 'utf8'));
for (const source of linkedSources()) write(placeOf(source), sourcePage(source));
const pictures = join(project, 'docs', 'pictures');
if (existsSync(pictures)) cpSync(pictures, join(out, 'pictures'), { recursive: true });

/** The files that pages link to and that are no pages themselves, such as the programs of `examples/`. */
function linkedSources(): ReadonlySet<string> {
  const targets = pages.flatMap((page) =>
    [...readFileSync(join(project, page), 'utf8').matchAll(/\]\(([^)#:]+\.[a-z]+)\)/g)]
      .map(([, target = '']) => posix.join(posix.dirname(page), target))
      .filter((target) => !/\.(?:md|svg)$/.test(target)),
  );
  return new Set(targets);
}

function sourcePage(source: string): string {
  const language = posix.extname(source).slice(1);
  return `# ${source}\n\n\`\`\`\`${language}\n${readFileSync(join(project, source), 'utf8')}\`\`\`\`\n`;
}

function write(place: string, text: string): void {
  const file = join(out, place);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}
