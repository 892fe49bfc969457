/** Text in backquotes, shortened and on one line. */
export function quoted(text: string): string {
  const line = JSON.stringify(text.length > 60 ? `${text.slice(0, 57)}...` : text).slice(1, -1);
  return `\`${line.replaceAll('\\"', '"')}\``;
}
