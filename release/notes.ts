/** The changelog's section for a version. Undefined if there is none. */
export function notesOf(changelog: string, version: string): string | undefined {
  const lines = changelog.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`## ${version} `));
  if (start < 0) return undefined;
  const end = lines.findIndex((line, at) => at > start && line.startsWith('## '));
  const own = lines.slice(start + 1, end < 0 ? undefined : end);
  return own.join('\n').trim();
}
