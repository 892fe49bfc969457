import { join } from 'node:path';

import { runBeside } from '../support/processes.js';
import { inProject } from '../support/project-root.js';

/** The folder of the tools that check packages. As packages of the project, they would bring their own compilers. */
export const TOOLS: string = inProject('test/packages/tools');

/** Runs a tool, by default in the work tree. Returns its output if it found something. */
export async function complaintsOf(
  tool: string,
  args: readonly string[],
  cwd: string = inProject(),
): Promise<string | undefined> {
  const command = join(TOOLS, 'node_modules', '.bin', tool);
  const { code, stdout, stderr } = await runBeside(command, args, { cwd, env: { NO_COLOR: '1' } });
  return code === 0 ? undefined : `${stdout}${stderr}`;
}
