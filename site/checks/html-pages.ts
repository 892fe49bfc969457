import { readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

import { Parser } from 'htmlparser2';

/** The built site. */
export const HTML: string = join(process.cwd(), 'site', 'build', 'html');

/** A page of the built site, as far as links are concerned. */
export interface HtmlPage {
  /** Its path below the site: `/guides/crud.html`. */
  readonly path: string;
  /** What can be linked to in it. */
  readonly ids: ReadonlySet<string>;
  /** Where it leads: pages, pictures, styles. */
  readonly links: readonly string[];
}

export function readPages(): HtmlPage[] {
  return readdirSync(HTML, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.html'))
    .map((file) => readPage(`/${file.replaceAll('\\', '/')}`));
}

function readPage(path: string): HtmlPage {
  const ids = new Set<string>();
  const links: string[] = [];
  const parser = new Parser({
    onopentag(_name, { id, href, src }) {
      if (id !== undefined) ids.add(id);
      for (const link of [href, src]) if (link !== undefined) links.push(link);
    },
  });
  parser.end(readFileSync(join(HTML, path), 'utf8'));
  return { path, ids, links };
}

/** Where a link of a page leads on the site, as the path of a file and an anchor in it; nothing where it leaves the site. */
export function targetOf(page: HtmlPage, link: string): { readonly file: string; readonly anchor: string } | undefined {
  const { origin, pathname, hash } = new URL(link, `http://site${page.path}`);
  if (origin !== 'http://site') return undefined;
  const path = decodeURI(pathname);
  const file = path.endsWith('/') ? `${path}index.html` : posix.extname(path) === '' ? `${path}.html` : path;
  return { file, anchor: decodeURIComponent(hash.slice(1)) };
}
