import {
  CancelImport,
  ContentCommandRejected,
  ContentRequested,
  ContentUploaded,
  ImportContent,
} from '@edda/event-schemas';
import { Receive, Subscribe } from '@edda/messaging';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { CancelContent } from '../commands/cancel-content/cancel-content.command.js';
import { FetchContent } from '../commands/fetch-content/fetch-content.command.js';
import { ProcessContent } from '../commands/process-content/process-content.command.js';
import { RequestContent } from '../commands/request-content/request-content.command.js';

/** What arrives by topic, turned into commands. */
@Controller()
export class ContentMessagesController {
  constructor(private readonly commands: CommandBus) {}

  @Receive(ImportContent, 'import-content', { rejection: ContentCommandRejected })
  async importContent({ contentId, source, origin, url, unavailable }: ImportContent): Promise<void> {
    await this.commands.execute(new RequestContent(contentId, source, origin, url, unavailable));
  }

  @Receive(CancelImport, 'cancel-import', { rejection: ContentCommandRejected })
  async cancelImport({ contentId, reason }: CancelImport): Promise<void> {
    await this.commands.execute(new CancelContent(contentId, reason));
  }

  @Subscribe(ContentRequested, 'fetch-content')
  async fetchContent({ contentId, origin, url }: ContentRequested): Promise<void> {
    if (origin === 'url' && url) await this.commands.execute(new FetchContent(contentId, url));
  }

  @Subscribe(ContentUploaded, 'process-content')
  async processContent({ contentId }: ContentUploaded): Promise<void> {
    await this.commands.execute(new ProcessContent(contentId));
  }
}
