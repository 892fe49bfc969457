import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import type { ServerFacts } from './choose-server.js';

const PYTHONS = ['python3', 'python', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10'];
const NEW_ENOUGH = 'import sys; sys.exit(0 if sys.version_info >= (3, 10) else 1)';

/** Reads everything that `chooseServer` needs from the environment and the PATH. */
export function lookAtMachine(env: NodeJS.ProcessEnv = process.env): ServerFacts {
  return {
    uri: env['MONGODB_URI'] || undefined,
    wanted: env['TEST_SERVER'] || undefined,
    mongod: env['MONGOMS_SYSTEM_BINARY'] || findOnPath('mongod', env),
    python: findPython(env),
  };
}

/** The full path of a program, or undefined when no folder of the PATH has it. */
export function findOnPath(program: string, env: NodeJS.ProcessEnv): string | undefined {
  const names = process.platform === 'win32' ? [`${program}.exe`] : [program];
  for (const folder of (env['PATH'] ?? '').split(delimiter)) {
    for (const name of names) {
      const path = join(folder, name);
      if (folder && isExecutable(path)) return path;
    }
  }
  return undefined;
}

function findPython(env: NodeJS.ProcessEnv): string | undefined {
  for (const name of PYTHONS) {
    const path = findOnPath(name, env);
    if (path && spawnSync(path, ['-c', NEW_ENOUGH], { stdio: 'ignore' }).status === 0) return path;
  }
  return undefined;
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
