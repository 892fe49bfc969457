import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { MarkdownRenderer } from 'vitepress';

import { placeOf, readNavigation } from '../../collect/navigation.js';

/** Files whose matter stands on another page of the site. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'README.md': 'docs/index.md',
  'generated/README.md': 'docs/index.md',
};

/** The file of each written page: the other way round than `placeOf`. */
const FILES = new Map(
  readNavigation(fileURLToPath(new URL('../../../', import.meta.url)))
    .flatMap(({ pages }) => pages)
    .map((file) => [placeOf(file), file]),
);

/** Makes links between files of the project links between pages of the site. */
export function linkToPlaces(md: MarkdownRenderer): void {
  md.core.ruler.push('link-to-places', (state) => {
    const { relativePath = '' } = state.env as { readonly relativePath?: string };
    if (relativePath.startsWith('reference/')) return;
    for (const token of state.tokens.flatMap((token) => token.children ?? [])) {
      const name = token.type === 'image' ? 'src' : 'href';
      const target = token.attrGet(name);
      if (target !== null && !/^(?:[a-z]+:|#|\/)/.test(target)) token.attrSet(name, placed(target, relativePath));
    }
  });
}

function placed(target: string, from: string): string {
  const [path = '', anchor] = target.split('#');
  const file = posix.join(posix.dirname(FILES.get(from) ?? from), path);
  const place = file.startsWith('docs/pictures/') ? file.replace('docs/', '') : placeOf(ELSEWHERE[file] ?? file);
  return `/${place}${anchor === undefined ? '' : `#${anchor}`}`;
}
