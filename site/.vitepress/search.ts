import type { MarkdownEnv, MarkdownRenderer } from 'vitepress';

/**
 * What the search knows of a page. Of the reference these are the headings, that is the names of classes and members:
 * the sentences under them are the driver's, once for each framework.
 */
export function searchedText(text: string, env: MarkdownEnv, md: MarkdownRenderer): string {
  const isReference = env.relativePath.startsWith('reference/');
  const searched = isReference
    ? text
        .split('\n')
        .filter((line) => /^#{1,3} /.test(line))
        .join('\n\n')
    : text;
  return md.render(searched, env);
}
