/** A diagram as a block of Markdown. */
export function mermaid(head: string, lines: readonly string[]): string {
  return `\`\`\`mermaid\n${[head, ...lines.map((line) => `  ${line}`)].join('\n')}\n\`\`\``;
}

/** Text within quotes: what Mermaid would read as its own is written as an entity. */
export function label(text: string): string {
  return `"${text.replaceAll(/[#"<>;{}|[\]]/g, (character) => `#${character.charCodeAt(0)};`)}"`;
}
