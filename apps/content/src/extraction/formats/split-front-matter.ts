const FRONT_MATTER = /^\ufeff?(---|\+\+\+)[ \t]*\n([\s\S]*?)\n\1[ \t]*(?:\n|$)/;

/** Cuts YAML or TOML front matter off a Markdown text and reads the title in it. Expects LF line ends. */
export function splitFrontMatter(markdown: string): { body: string; title: string | undefined } {
  const match = FRONT_MATTER.exec(markdown);
  // A thematic break at the start is no front matter: what follows must look like keys.
  if (!match || !/^[\w-]+\s*[:=]/m.test(match[2] ?? '')) return { body: markdown, title: undefined };
  const title = /^title\s*[:=]\s*(?:"([^"\n]+)"|'([^'\n]+)'|([^"'|>\s][^\n]*))/m.exec(match[2] ?? '');
  return { body: markdown.slice(match[0].length), title: (title?.[1] ?? title?.[2] ?? title?.[3])?.trim() };
}
