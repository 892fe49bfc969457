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

/**
 * How much a page weighs in the search. What people do comes before the reference, which has each name once for each
 * framework, and before the pages about this project. It runs in the browser, to which its text is sent: it may use nothing but
 * what it is given.
 */
export function weightOf(address: string): number {
  if (/^\/(?:guides|bundlers|writing-a-framework)/.test(address)) return 1.5;
  if (address.startsWith('/reference/')) return 0.35;
  return /^\/(?:architecture|benchmarks|changelog|conformance|contributing|follow|migrating|sources|spec|synchro)/.test(
    address,
  )
    ? 0.5
    : 1;
}
