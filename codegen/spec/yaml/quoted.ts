/** Text in backquotes, on one line and of bearable length. */
export function quoted(text: string): string {
  const line = JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text).slice(1, -1);
  return `\`${line.replaceAll('\\"', '"')}\``;
}
