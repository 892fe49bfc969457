import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A group of pages, as the sidebar shows them. */
export interface Group {
  readonly title: string;
  /** Each page by its file, relative to the project. */
  readonly pages: readonly string[];
}

/** The one order of all written pages. */
export function readNavigation(project: string): Group[] {
  return JSON.parse(readFileSync(join(project, 'site', 'navigation.json'), 'utf8')) as Group[];
}

/** Where a file of the project stands on the site: pages of `docs/` at the top, every other one under its own path. */
export function placeOf(file: string): string {
  const path = file.replace(/^docs\//, '').replace(/README\.md$/, 'index.md');
  return path.endsWith('.md') ? path.replace(/[A-Z]{2,}/, (name) => name.toLowerCase()) : `sources/${path}.md`;
}

/** The title of a page: its first heading, without the marks of code. */
export function titleOf(text: string): string {
  const [, title = ''] = /^# (.+)$/m.exec(text) ?? [];
  return title.replaceAll('`', '');
}
