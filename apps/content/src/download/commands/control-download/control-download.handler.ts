import { EddaError } from '@edda/kernel';
import { SAGAS, type Sagas } from '@edda/sagas';
import { callerName } from '@edda/service';
import { Inject } from '@nestjs/common';
import { CommandHandler, QueryBus, type ICommandHandler } from '@nestjs/cqrs';
import { GetDownload } from '../../queries/get-download/get-download.query.js';
import { ControlDownload } from './control-download.command.js';

@CommandHandler(ControlDownload)
export class ControlDownloadHandler implements ICommandHandler<ControlDownload> {
  constructor(
    private readonly queries: QueryBus,
    @Inject(SAGAS) private readonly sagas: Sagas,
  ) {}

  async execute({ downloadId, control: action, reason }: ControlDownload): Promise<void> {
    const { view } = await this.queries.execute(new GetDownload(downloadId));
    const asked = { by: callerName(), reason };
    try {
      await this.sagas.control(
        downloadId,
        action === 'cancel' ? { ...asked, action, compensate: true } : { ...asked, action },
      );
    } catch (error) {
      if (!(error instanceof EddaError) || error.code !== 'SAGA.INVALID_TRANSITION') throw error;
      const detail = `Download ${downloadId} cannot be asked to ${action}: it is ${view.status}. ${error.message}`;
      throw new EddaError('conflict', 'DOWNLOAD.INVALID_TRANSITION', detail, [], { cause: error });
    }
  }
}
