import type { MarkdownRenderer } from 'vitepress';

type Token = ReturnType<MarkdownRenderer['parse']>[number];

/** A block of code under a label in bold, which is how pages set idioms side by side: three tokens of the label, one of the code. */
const LABELLED = 4;

/** Shows labelled blocks that follow each other as tabs. Where nobody does so, as on a code host, they read as a list. */
export function showIdiomsAsTabs(md: MarkdownRenderer): void {
  md.core.ruler.push('idioms-as-tabs', (state) => {
    const tokens: Token[] = [];
    let at = 0;
    while (at < state.tokens.length) {
      const blocks = labelledBlocks(state.tokens, at);
      if (blocks.length > 1) {
        const [open, close] = [
          new state.Token('container_code-group_open', 'div', 1),
          new state.Token('container_code-group_close', 'div', -1),
        ];
        tokens.push(open, ...blocks, close);
        at += blocks.length * LABELLED;
      } else {
        tokens.push(...state.tokens.slice(at, at + 1));
        at += 1;
      }
    }
    state.tokens = tokens;
  });
}

function labelledBlocks(tokens: readonly Token[], from: number): Token[] {
  const blocks: Token[] = [];
  for (let at = from; ; at += LABELLED) {
    const [open, inline, , fence] = tokens.slice(at, at + LABELLED);
    const [, label] = /^\*\*([^*]+)\*\*$/.exec(inline?.content ?? '') ?? [];
    if (open?.type !== 'paragraph_open' || label === undefined || fence?.type !== 'fence') return blocks;
    fence.info = `${fence.info} [${label}]`;
    blocks.push(fence);
  }
}
