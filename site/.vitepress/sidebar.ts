import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import type { DefaultTheme } from 'vitepress';

import { placeOf, readNavigation, titleOf } from '../collect/navigation.js';

type Items = DefaultTheme.SidebarItem[];

const project = fileURLToPath(new URL('../../', import.meta.url));
const pages = join(project, 'site', 'build', 'pages');

/** What the package exports, in the order of the guides. */
const SUBPATHS = ['promise', 'callback', 'rxjs', 'effect', 'effect/schema', 'effect/pipeable'];

/** One navigation for all pages: the written ones, and under them the reference, of which the subpath that is read is open. */
export function sidebar(): DefaultTheme.SidebarMulti {
  return Object.fromEntries<Items>([
    ...SUBPATHS.toReversed().map((subpath) => [`/reference/${subpath}/`, [...referenceOf(subpath), ...written()]]),
    ['/', [...written(), ...referenceOf()]],
  ]);
}

function written(): Items {
  return readNavigation(project).map(({ title, pages }) => ({
    text: title,
    items: pages.map((page) => ({
      text: titleOf(readFileSync(join(project, page), 'utf8')),
      link: `/${placeOf(page).replace(/(?:index)?\.md$/, '')}`,
    })),
  }));
}

function referenceOf(open?: string): Items {
  const items = SUBPATHS.map((subpath) => ({
    text: `motorized/${subpath}`,
    link: `/reference/${subpath}/`,
    ...(subpath === open ? { items: classesOf(subpath) } : {}),
  }));
  return [{ text: 'Reference', items }];
}

function classesOf(subpath: string): Items {
  const folder = join(pages, 'reference', subpath, 'classes');
  const files = existsSync(folder) ? readdirSync(folder) : [];
  return files
    .map((file) => file.replace('.md', ''))
    .sort()
    .map((name) => ({ text: name, link: `/reference/${subpath}/classes/${name}` }));
}
