import { renderMermaidSVG } from 'beautiful-mermaid';
import type { MarkdownRenderer } from 'vitepress';

/** The colours of the theme, so that a diagram changes with it. Every text reaches the contrast of WCAG AA. */
const COLOURS = {
  bg: 'var(--vp-c-bg)',
  fg: 'var(--vp-c-text-1)',
  muted: 'var(--vp-c-text-2)',
  line: 'var(--vp-c-text-3)',
  surface: 'var(--vp-c-bg-soft)',
  border: 'var(--vp-c-text-3)',
} as const;

/** As narrow as a column of text. */
const SPACING = { padding: 4, nodeSpacing: 16, layerSpacing: 32 } as const;

/** Draws the diagrams that code hosts draw by themselves, while the site is built: a reader's browser has nothing to do or to load. */
export function drawDiagrams(md: MarkdownRenderer): void {
  const fence = md.renderer.rules.fence;
  md.renderer.rules.fence = (tokens, at, options, env, self) => {
    const { info, content } = tokens[at] ?? {};
    return info === 'mermaid' ? drawn(content ?? '') : (fence?.(tokens, at, options, env, self) ?? '');
  };
}

/** Vue takes no style element in a template, but does not look into what `v-html` is given. */
function drawn(diagram: string): string {
  const { title, description, rest } = taken(diagram);
  const svg = renderMermaidSVG(rest, { ...COLOURS, ...SPACING, transparent: true })
    // The library asks Google for its font; the diagram has that of the page.
    .replaceAll(/^ *@import .*$/gm, '')
    .replace(/font-family: [^;]*/, 'font-family: var(--vp-font-family-base)')
    .replace('<svg ', `<svg role="img" aria-label="${escaped(`${title}: ${description}`)}" `);
  return `<div class="diagram" tabindex="0" v-html="${escaped(JSON.stringify(svg))}"></div>\n`;
}

/** What a diagram says of itself for those who do not see it; mermaid knows these lines, the library does not. */
function taken(diagram: string): { readonly title: string; readonly description: string; readonly rest: string } {
  const [, title] = /^ *accTitle: (.+)$/m.exec(diagram) ?? [];
  const [, description] = /^ *accDescr: (.+)$/m.exec(diagram) ?? [];
  if (title === undefined || description === undefined)
    throw new Error(
      `A diagram says nothing to those who do not see it:\n${diagram}\nfix: give it the lines \`accTitle: ...\` and \`accDescr: ...\``,
    );
  return { title, description, rest: diagram.replaceAll(/^ *acc(?:Title|Descr): .*\n/gm, '') };
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
}
