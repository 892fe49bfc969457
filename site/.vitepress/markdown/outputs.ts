import type { MarkdownRenderer } from 'vitepress';

/** Says of what a program prints that it is printed, where other blocks have the name of their language. */
export function nameOutputs(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, at, options, env, self) => {
    const html = fence?.(tokens, at, options, env, self) ?? '';
    const isOutput = tokens[at]?.info === 'text output';
    return isOutput ? html.replace('<span class="lang">text</span>', '<span class="lang">prints</span>') : html;
  };
}
