/** Extensions for pages whose address has none. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  'text/html': 'html',
  'application/xhtml+xml': 'html',
  'text/markdown': 'md',
  'text/plain': 'txt',
  'application/pdf': 'pdf',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
};
const LONGEST_NAME = 200;

/**
 * A file name for a fetched document: what `Content-Disposition` says, else the last part of the path, else the host; with an extension
 * after its type where it has none. Never empty, never a path.
 */
export function fetchedFileName(url: URL, mimeType: string, contentDisposition: string | undefined): string {
  const lastSegment = url.pathname.split('/').at(-1) ?? '';
  const name = clean(dispositionName(contentDisposition) ?? '') || clean(decode(lastSegment)) || url.hostname;
  const isHost = name === url.hostname;
  const extension = EXTENSIONS[mimeType.split(';')[0]?.trim().toLowerCase() ?? ''];
  return extension && (isHost || !/\.[a-z\d]{1,8}$/i.test(name)) ? `${name}.${extension}` : name;
}

function dispositionName(header: string | undefined): string | undefined {
  if (!header) return undefined;
  const extended = /;\s*filename\*\s*=\s*UTF-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  if (extended) return decode(extended);
  const plain = /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header);
  return plain?.[1]?.replace(/\\(.)/g, '$1') ?? plain?.[2];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Without folders, control characters and leading dots. */
function clean(name: string): string {
  const base = name.toWellFormed().split(/[/\\]/).at(-1) ?? '';
  return base
    .replace(/\p{Cc}/gu, '')
    .replace(/^\.+/, '')
    .trim()
    .slice(0, LONGEST_NAME)
    .toWellFormed();
}
