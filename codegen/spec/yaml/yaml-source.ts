import { type Document, type Node, isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from 'yaml';

import type { Place } from '../../common/place.js';
import type { Problem } from '../../common/problem.js';
import { quoted } from './quoted.js';
import { SYNTAX_WORDS } from './syntax-words.js';

export type Path = readonly PropertyKey[];

/** A YAML file as plain data, with the place of each part. */
export interface YamlSource {
  /** Maps as objects, lists as arrays. If a key appears twice, the first one counts. */
  readonly data: unknown;
  /** Whether the text is valid YAML. If not, ignore the data. */
  readonly readable: boolean;
  readonly problems: readonly Problem[];
  /**
   * The place of the value at a path, or of its key if the value is empty. For a value through an alias, the place of
   * the alias.
   */
  place(path: Path): Place;
  /** The place of the last key in the path. */
  keyPlace(path: Path): Place;
  /** Describes the value at a path: `` the text `yes` ``, `a list`, `nothing`. */
  found(path: Path): string;
  /** The text of the value at a path. */
  written(path: Path): string;
}

/** Reads a file. The text must not begin with a byte order mark. */
export function readYaml(file: string, text: string): YamlSource {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: false });
  return new ParsedYaml(file, text, document, lines);
}

/** The target of a path. */
interface Found {
  /** The key, if the path leads into a map. */
  readonly key: Node | undefined;
  readonly value: Node | undefined;
  /** The first alias on the path, excluding the value itself. */
  readonly way: Node | undefined;
  /** The first alias on the path, including the value itself. */
  readonly alias: Node | undefined;
}

class ParsedYaml implements YamlSource {
  readonly data: unknown;
  readonly readable: boolean;
  readonly problems: Problem[] = [];
  private readonly plain = new Map<Node, unknown>();

  constructor(
    private readonly file: string,
    private readonly text: string,
    private readonly document: Document,
    private readonly lines: LineCounter,
  ) {
    this.readable = document.errors.length === 0;
    const broken = new Set<number>();
    for (const { code, message, pos } of [...document.errors, ...document.warnings]) {
      const at = this.at(pos[0]);
      // A single mistake causes several errors on the same line.
      if (broken.has(at.line)) continue;
      broken.add(at.line);
      const words = SYNTAX_WORDS[code];
      this.problem('spec-syntax', words?.message ?? `this is not YAML: ${message}`, words?.fix, at);
    }
    this.data = this.readable ? this.toPlain(document.contents) : undefined;
  }

  place(path: Path): Place {
    const { key, value, alias } = this.find(path);
    if (alias) return this.at(start(alias));
    const empty = !value || start(value) === end(value);
    return this.at(start(empty && key ? key : value));
  }

  keyPlace(path: Path): Place {
    const { key, way } = this.find(path);
    return this.at(start(way ?? key));
  }

  found(path: Path): string {
    const { value } = this.find(path);
    if (isMap(value)) return 'a map';
    if (isSeq(value)) return 'a list';
    if (!isScalar(value) || value.value === null) return 'nothing';
    if (typeof value.value === 'string') return `the text ${quoted(value.value)}`;
    return `the ${typeof value.value === 'number' ? 'number' : 'value'} ${quoted(this.written(path))}`;
  }

  written(path: Path): string {
    const { value } = this.find(path);
    return value ? this.text.slice(start(value), end(value)) : '';
  }

  private at(offset: number): Place {
    const { line, col } = this.lines.linePos(offset);
    // An empty text has no lines.
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private problem(rule: string, message: string, fix: string | undefined, at: Place, related?: Place): void {
    const subject = this.file;
    const rest = { fix: fix ?? 'correct the YAML at this place', at, ...(related && { related }) };
    this.problems.push({ rule, severity: 'error', subject, message, ...rest });
  }

  private toPlain(node: Node | null | undefined): unknown {
    if (!node) return null;
    if (isAlias(node)) return this.toPlain(this.target(node));
    if (isScalar(node)) return node.value;
    // There is only one copy of a node that an anchor repeats or nests in itself.
    if (this.plain.has(node)) return this.plain.get(node);
    if (isSeq(node)) {
      const list: unknown[] = [];
      this.plain.set(node, list);
      for (const item of node.items) list.push(this.toPlain(item as Node));
      return list;
    }
    const map = {};
    this.plain.set(node, map);
    if (isMap(node)) this.fillMap(map, node.items as Pair<Node, Node | null>[]);
    return map;
  }

  private fillMap(map: object, pairs: readonly Pair<Node, Node | null>[]): void {
    const first = new Map<string, Place>();
    for (const { key, value } of pairs) {
      const name = this.keyText(key);
      const at = this.at(start(key));
      const before = first.get(name);
      if (before) {
        const message = `${quoted(name)} is listed twice in one map, expected once`;
        this.problem('spec-duplicate', message, 'merge the two, or delete one', at, before);
        continue;
      }
      first.set(name, at);
      if (isMap(key) || isSeq(key)) {
        const kind = isMap(key) ? 'a map' : 'a list';
        const message = `a key is ${kind}, expected a name`;
        this.problem('spec-wrong-type', message, `write it in quotes: "${name}"`, at);
      }
      // Not by assignment, which would treat `__proto__` differently.
      Object.defineProperty(map, name, { value: this.toPlain(value), enumerable: true, configurable: true });
    }
  }

  private keyText(key: Node): string {
    const target = isAlias(key) ? key.resolve(this.document) : key;
    if (isScalar(target)) return typeof target.value === 'string' ? target.value : (target.source ?? '');
    return this.text.slice(start(key), end(key));
  }

  /** The target of an alias. Adds a problem if there is none. */
  private target(alias: Node): Node | undefined {
    const target = isAlias(alias) ? alias.resolve(this.document) : alias;
    if (!target) {
      const at = this.at(start(alias));
      const message = `${quoted(this.text.slice(start(alias), end(alias)))} refers to an anchor that does not exist`;
      this.problem('spec-syntax', message, 'write the name; a text that begins with `*` goes in quotes', at);
    }
    return target;
  }

  private find(path: Path): Found {
    let found: Found = this.enter(undefined, this.document.contents, undefined);
    for (const step of path) {
      const { value, alias } = found;
      if (isSeq(value) && typeof step === 'number') {
        found = this.enter(undefined, value.items[step] as Node, alias);
      } else if (isMap(value)) {
        const pair = (value.items as Pair<Node, Node | null>[]).find(({ key }) => this.keyText(key) === step);
        if (!pair) return found;
        found = this.enter(pair.key, pair.value, alias);
      } else {
        return found;
      }
    }
    return found;
  }

  private enter(key: Node | undefined, value: Node | null | undefined, way: Node | undefined): Found {
    if (!isAlias(value)) return { key, value: value ?? undefined, way, alias: way };
    return { key, value: value.resolve(this.document), way, alias: way ?? value };
  }
}

function start(node: Node | undefined): number {
  return node?.range?.[0] ?? 0;
}

function end(node: Node): number {
  return node.range?.[1] ?? 0;
}
