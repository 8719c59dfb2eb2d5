import { type Token, type Tokens, Marked } from 'marked';
import type { ExtractedDocument } from '../extracted-document.js';
import { inlineText } from './markdown-inline-text.js';
import { splitFrontMatter } from './split-front-matter.js';
import { TextBlocks } from './text-blocks.js';

/** `:::note`, `!!! tip "x"`: openers and closers of admonitions that are no part of CommonMark. */
const ADMONITION_FENCE = /^[ \t]*(?::{3,}[ \t]*(?:\w[^\n]*)?|!{3}[ \t]+\w+[^\n]*)$/gm;
/** `> [!NOTE]` in its own line. */
const ALERT_MARK = /^\s*\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]\s*/i;

/**
 * Turns Markdown (GFM) into readable text: no markup, front matter, comments, images or link targets; every heading,
 * paragraph, list item and table row on a line of its own; code blocks verbatim.
 */
export async function readMarkdown(markdown: string): Promise<ExtractedDocument> {
  const { body, title } = splitFrontMatter(markdown.replace(/\r\n?/g, '\n'));
  const tokens = new Marked().lexer(body.replace(ADMONITION_FENCE, ''));
  const blocks = new TextBlocks();
  // Its parser of HTML is heavy, and most Markdown has no HTML block with words in it.
  const appendHtml = tokens.some(hasHtmlWords)
    ? (await import('./append-html-fragment.js')).appendHtmlFragment
    : undefined;

  const walk = (siblings: readonly Token[]): void => {
    for (const token of siblings) {
      switch (token.type) {
        case 'heading':
          blocks.heading(inlineText(token.tokens), (token as Tokens.Heading).depth);
          break;
        case 'paragraph':
        case 'text':
          blocks.paragraph(inlineText(token.tokens ?? [token]).replace(ALERT_MARK, ''));
          break;
        case 'code':
          blocks.verbatim((token as Tokens.Code).text);
          break;
        case 'blockquote':
          walk(token.tokens ?? []);
          break;
        case 'list':
          walkList(token as Tokens.List, 0);
          blocks.endRows();
          break;
        case 'table':
          walkTable(token as Tokens.Table);
          break;
        case 'html':
          appendHtml?.(token.raw, blocks);
          break;
      }
    }
  };

  const walkList = (list: Tokens.List, depth: number): void => {
    list.items.forEach((item, index) => {
      const marker = list.ordered ? `${Number(list.start || 1) + index}.` : '-';
      let hasText = false;
      for (const token of item.tokens) {
        if (token.type === 'list') walkList(token as Tokens.List, depth + 1);
        else if (token.type === 'text' || token.type === 'paragraph' || token.type === 'heading') {
          const text = inlineText(token.tokens ?? [token]);
          if (hasText) blocks.listParagraph(text, depth);
          else blocks.listItem(text, marker, depth);
          hasText = true;
        } else walk([token]);
      }
    });
  };

  const walkTable = (table: Tokens.Table): void => {
    for (const row of [table.header, ...table.rows]) blocks.tableRow(row.map((cell) => inlineText(cell.tokens)));
    blocks.endRows();
  };

  walk(tokens);
  return { text: blocks.toString(), layout: 'lines', title: title ?? blocks.title };
}

function hasHtmlWords(token: Token): boolean {
  if (token.type === 'html') return /[^\s<>]/.test(token.raw.replace(/<!--[\s\S]*?(?:-->|$)|<[^>]*>/g, ''));
  const children = token.type === 'list' ? (token as Tokens.List).items : 'tokens' in token ? (token.tokens ?? []) : [];
  return children.some(hasHtmlWords);
}
