import { SAGAS, type Sagas } from '@edda/sagas';
import { Inject, Injectable } from '@nestjs/common';
import { researchSaga1 } from './research-1.0.0.saga.js';
import { ResearchEnd } from './research-end.js';
import { researchSaga } from './research.saga.js';

/** Makes the research process known, in every version that may still be running. */
@Injectable()
export class ResearchSagas {
  constructor(@Inject(SAGAS) sagas: Sagas, end: ResearchEnd) {
    sagas.register(researchSaga(end), researchSaga1(end));
  }
}
