import { Inject, Injectable } from '@nestjs/common';
import type { OpenAPIObject } from '@nestjs/swagger';
import { GatewayConfig } from '../gateway-config.js';
import { upstreamsOf, type Upstream } from '../upstreams.js';
import type { NamedDocument } from './merge-documents.js';
import { wholeDocument } from './whole-document.js';

const CACHE_MS = 30_000;
const TIMEOUT_MS = 2000;

/** Fetches what the services say about themselves and makes one document of it. */
@Injectable()
export class ServiceDocuments {
  private readonly cache = new Map<string, { document: OpenAPIObject; until: number }>();
  private readonly upstreams: readonly Upstream[];
  private readonly needsToken: boolean;

  constructor(@Inject(GatewayConfig) config: GatewayConfig) {
    this.upstreams = upstreamsOf(config);
    this.needsToken = config.accessToken !== null;
  }

  /** The API of the whole. A service that cannot be asked is left out and named. */
  async whole(own: OpenAPIObject): Promise<OpenAPIObject> {
    const answers = await Promise.all(
      this.upstreams.map(async (upstream) => ({ service: upstream.name, document: await this.documentOf(upstream) })),
    );
    const found = answers.filter((answer): answer is NamedDocument => answer.document !== undefined);
    const missing = answers.filter(({ document }) => document === undefined).map(({ service }) => service);
    const whole = wholeDocument(own, found, this.needsToken);
    if (missing.length > 0) {
      const note = `Not shown, because they cannot be reached: ${missing.join(', ')}.`;
      Object.assign(whole, { 'x-unavailable': missing });
      whole.info = { ...whole.info, description: [whole.info.description, note].filter(Boolean).join('\n\n') };
    }
    return whole;
  }

  private async documentOf({ name, url }: Upstream): Promise<OpenAPIObject | undefined> {
    const cached = this.cache.get(name);
    if (cached && cached.until > Date.now()) return cached.document;
    try {
      const response = await fetch(`${url}/openapi.json`, {
        signal: AbortSignal.timeout(TIMEOUT_MS),
        redirect: 'error',
      });
      if (!response.ok) return undefined;
      const document = (await response.json()) as OpenAPIObject;
      if (!isDocument(document)) return undefined;
      this.cache.set(name, { document, until: Date.now() + CACHE_MS });
      return document;
    } catch {
      return undefined;
    }
  }
}

function isDocument(answer: Partial<OpenAPIObject> | null): boolean {
  return [answer?.paths, answer?.info].every((part) => typeof part === 'object' && part !== null);
}
