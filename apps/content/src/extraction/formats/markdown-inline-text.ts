import type { Token, Tokens } from 'marked';
import { decodeEntities } from './decode-entities.js';
import { LINE_BREAK } from './text-blocks.js';

/**
 * The readable text of inline Markdown: link text without targets, code without back-ticks, no images, no tags, footnote
 * references as `[1]`. A hard line break becomes
 * {@link LINE_BREAK}.
 */
export function inlineText(tokens: readonly Token[] = []): string {
  return tokens
    .map(textOf)
    .join('')
    .replace(/\[\^([^\]\s]+)\]:?/g, '[$1]');
}

function textOf(token: Token): string {
  switch (token.type) {
    case 'image':
    case 'checkbox':
      return '';
    case 'br':
      return LINE_BREAK;
    case 'html':
      return /^<(?:br|\/?(?:p|div|li|td|th|tr))\b/i.test(token.raw) ? LINE_BREAK : '';
    case 'codespan':
      return (token as Tokens.Codespan).text;
    case 'escape':
      return (token as Tokens.Escape).text;
  }
  if ('tokens' in token && token.tokens) return inlineText(token.tokens);
  return decodeEntities((token as Tokens.Text).text ?? '');
}
