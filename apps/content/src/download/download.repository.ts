import { AggregateRepository, UnitOfWork } from '@edda/event-store';
import { Injectable } from '@nestjs/common';
import type { DownloadState } from './domain/download-state.js';
import { Download } from './domain/download.js';

@Injectable()
export class DownloadRepository extends AggregateRepository<DownloadState, Download> {
  constructor(unitOfWork: UnitOfWork) {
    super(Download, unitOfWork);
  }
}
