import { EddaError } from '@edda/kernel';
import type { ServiceClient } from '@edda/service';
import { textDocument, type TextDocument } from './text-document.js';

/** Hits that are asked for at once, and how often. */
const PAGE = 200;
const MAX_PAGES = 5;

/** Contents in which words were found. */
export interface ContentsFound {
  /** The best first. */
  readonly contentIds: readonly string[];
  /** Whether there are more. */
  readonly isCut: boolean;
}

interface HitPage {
  readonly items: readonly { readonly contentId: string }[];
  readonly nextCursor: string | null;
}

/** The texts that the content service holds, for the tenant of the running context. */
export class ContentTexts {
  /** @param content null where no content service is configured */
  constructor(private readonly content: Pick<ServiceClient, 'get'> | null) {}

  /** @throws EddaError `CONTENT.NOT_CONFIGURED` */
  assertConfigured(): void {
    this.client();
  }

  /**
   * The contents in which these words stand side by side.
   *
   * @param most how many contents at most
   * @throws EddaError what the content service answers, `CONTENT.NOT_CONFIGURED`
   */
  async with(words: string, most: number, signal?: AbortSignal): Promise<ContentsFound> {
    const found = new Set<string>();
    let cursor: string | null = null;
    for (let page = 0; page < MAX_PAGES; page++) {
      const query = new URLSearchParams({ q: `"${words.replaceAll('"', ' ')}"`, limit: String(PAGE) });
      if (cursor !== null) query.set('cursor', cursor);
      const hits: HitPage = await this.client().get<HitPage>(`/api/v1/contents/search?${query}`, {
        ...(signal && { signal }),
      });
      for (const { contentId } of hits.items) found.add(contentId);
      cursor = hits.nextCursor;
      if (cursor === null || found.size > most) break;
    }
    return { contentIds: [...found].slice(0, most), isCut: cursor !== null || found.size > most };
  }

  /** @throws EddaError what the content service answers, such as `CONTENT.NOT_FOUND`; `CONTENT.NOT_CONFIGURED` */
  async read(contentId: string, signal?: AbortSignal): Promise<TextDocument> {
    const path = `/api/v1/contents/${encodeURIComponent(contentId)}/text`;
    return textDocument(contentId, await this.client().get(path, { ...(signal && { signal }) }));
  }

  private client(): Pick<ServiceClient, 'get'> {
    if (this.content) return this.content;
    throw new EddaError(
      'unavailable',
      'CONTENT.NOT_CONFIGURED',
      'This service was not told where contents are read: it must be started with CONTENT_URL.',
    );
  }
}
