import type { ErrorCode } from 'yaml';

/** Messages for the parser's most frequent errors. The others keep the parser's own. */
export const SYNTAX_WORDS: Partial<Record<ErrorCode, { readonly message: string; readonly fix: string }>> = {
  BAD_SCALAR_START: { message: 'a plain text cannot begin with this character', fix: 'write the text in quotes' },
  BLOCK_AS_IMPLICIT_KEY: {
    message: 'there is a second `:` on the line',
    fix: 'begin a new line, or write the text in quotes',
  },
  MULTIPLE_DOCS: { message: 'a second document begins, expected one', fix: 'delete this line and what follows it' },
  TAB_AS_INDENT: { message: 'a tab indents this line, expected spaces', fix: 'indent by two spaces' },
  TAG_RESOLVE_FAILED: { message: 'a tag is unknown, expected none', fix: 'delete the tag, the word after `!`' },
};
