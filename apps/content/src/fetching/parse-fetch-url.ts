import { UrlFetchError } from './url-fetch-error.js';

/**
 * Parses an absolute http(s) URL without credentials. The parser writes every spelling of an IPv4 address (`0x7f.1`, `2130706433`,
 * `0177.0.0.1`) in the dotted one. The fragment is dropped.
 *
 * @param base what a relative redirect is relative to
 * @throws UrlFetchError `URL_INVALID`
 */
export function parseFetchUrl(text: string, base?: URL): URL {
  let url: URL;
  try {
    url = new URL(text, base);
  } catch (error) {
    throw invalid(`"${clip(text)}" is no absolute URL.`, error);
  }
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    throw invalid(`"${clip(text)}" is no http or https URL.`);
  }
  if (url.username !== '' || url.password !== '') {
    throw invalid(`The URL of ${url.host} has a user name or password in it; such URLs are not fetched.`);
  }
  url.hash = '';
  return url;
}

function invalid(detail: string, cause?: unknown): UrlFetchError {
  return new UrlFetchError('URL_INVALID', detail, false, { cause });
}

function clip(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
