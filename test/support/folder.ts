import { type Dirent, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { byCodeUnit } from '../../codegen/common/order.js';
import { temporaryFolder } from './temporary-folder.js';

/** A temporary folder. Call `remove` at the end. */
export class Folder {
  readonly path: string = temporaryFolder('motorized-test');

  /** Writes files, and creates their folders. */
  write(files: Readonly<Record<string, string | Uint8Array>>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(this.at(path)), { recursive: true });
      writeFileSync(this.at(path), text);
    }
  }

  /** The text of every file by path. Empty folders have a `/` at the end, and no text. */
  read(under = '.'): Record<string, string> {
    const found = entriesUnder(this.at(under)).flatMap((entry): [string, string][] => {
      const full = join(entry.parentPath, entry.name);
      const path = full.slice(this.path.length + 1).replaceAll('\\', '/');
      if (entry.isFile()) return [[path, readFileSync(full, 'utf8')]];
      // Links, pipes and the like have no text of their own.
      if (!entry.isDirectory()) return [];
      return readdirSync(full).length === 0 ? [[`${path}/`, '']] : [];
    });
    return Object.fromEntries(found.sort(([a], [b]) => byCodeUnit(a, b)));
  }

  at(path: string): string {
    return join(this.path, path);
  }

  remove(): void {
    rmSync(this.path, { recursive: true, force: true });
  }
}

/** All entries below a folder. Does not follow links, unlike Node's own recursive `readdir` from Node 22 on. */
function entriesUnder(folder: string): Dirent[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory());
  return [...entries, ...folders.flatMap(({ name }) => entriesUnder(join(folder, name)))];
}
