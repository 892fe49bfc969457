import { memberKey } from '../../model/member-key.js';
import type { Shape } from '../../synchro/masquerade/shape.js';
import type { CompilerFault } from '../subject/compile.js';

/** The members of every class that the engine emits without the framework. */
const OWN: ReadonlySet<string> = new Set(['constructor', 'static wrap', 'run', 'delegate']);

const MEMBER = '`value`, `executor`, `signatures`, `command`, `synchronous` and `members` in framework.ts';

/** Where to look for a compiler error: in the framework or the engine. */
export function culpritOf(fault: CompilerFault, shape: Shape): string {
  const { path } = fault;
  if (path === undefined) return 'the packages that are installed: the compiler needs them';
  const file = path.slice(path.indexOf('/') + 1);
  const engine = `the engine, which wrote ${path}: the fault is not yours, report it`;
  if (path.startsWith('internal/')) return engine;
  if (file === 'runtime.ts' || file.startsWith('runtime/'))
    return `${file} of the framework, which is emitted unchanged`;
  if (file === 'index.ts') return fault.isSpelled ? '`exports` and `modules` in framework.ts' : engine;
  if (file === 'classes.ts') return engine;
  if (file === 'types.ts') return fault.isSpelled ? '`value` and `executor` in framework.ts' : engine;
  if (/^[a-z]/.test(file)) return `${file} of the framework, or \`modules\` in framework.ts if that writes it`;
  if (!isAsked(fault, file.replace(/\.ts$/, ''), shape)) return engine;
  return fault.member === undefined ? '`bases` in framework.ts, and what it imports' : MEMBER;
}

/** Whether the framework decides on the code that contains the error. */
function isAsked({ member, isSpelled }: CompilerFault, emitted: string, { classes }: Shape): boolean {
  if (isSpelled) return true;
  if (member === undefined || OWN.has(member)) return false;
  const declared = classes.find(({ name }) => name === emitted || `${name}Run` === emitted);
  const found = declared?.members.find((each) => memberKey(each.name, each.static) === member);
  return found === undefined || found.kind === 'command' || found.kind === 'executor';
}
