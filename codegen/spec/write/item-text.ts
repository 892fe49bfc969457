import { parse, stringify } from 'yaml';

/**
 * An item of a list as it is written in the file: quoted if YAML would read it as something else, in block or flow
 * lists.
 */
export function itemText(item: string): string {
  const plain = stringify(item, { lineWidth: 0 }).replace(/\n$/, '');
  return readsBack(plain, item) ? plain : JSON.stringify(item);
}

function readsBack(text: string, item: string): boolean {
  try {
    const [first]: unknown[] = parse(`[${text}, 0]`) as unknown[];
    return first === item;
  } catch {
    return false;
  }
}
