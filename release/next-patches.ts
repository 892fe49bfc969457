import { isMap, isScalar, isSeq, parseDocument } from 'yaml';

/** Gives some lines in the text of a `lines.yaml` their next patch version. Every other character is kept. */
export function withNextPatches(text: string, versions: ReadonlySet<string>): string {
  const { contents } = parseDocument(text);
  const items = isSeq(contents) ? contents.items : [];
  const found = items.flatMap((item) => {
    const version = isMap(item) ? item.get('version', true) : undefined;
    if (!isScalar<string>(version) || version.range == null || !versions.has(version.value)) return [];
    const [start, end] = version.range;
    return [{ start, end, next: nextPatch(version.value) }];
  });
  // From the end, so that earlier places stay valid.
  return found.reduceRight(
    (changed, { start, end, next }) => changed.slice(0, start) + next + changed.slice(end),
    text,
  );
}

function nextPatch(version: string): string {
  const [major, minor, patch] = version.split('.');
  return `${major}.${minor}.${Number(patch) + 1}`;
}
