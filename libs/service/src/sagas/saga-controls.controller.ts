import { PostgresEventStore } from '@edda/event-store';
import type { Uuid } from '@edda/kernel';
import { SAGAS, type SagaControl, type SagaOverview, type Sagas } from '@edda/sagas';
import { Body, Controller, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblem } from '../errors/api-problem.decorator.js';
import { callerName } from '../http/caller-name.js';
import { notFound, UuidParam } from '../http/uuid-param.decorator.js';
import { readSagaProgress, readSagaTimeline } from './read-saga.js';
import { CancelSagaDto, MigrateSagaDto, SagaReasonDto, SignalSagaDto } from './saga-requests.dto.js';
import { SteeredSagaDto, toSagaDto } from './saga.dto.js';
import { NOT_FOUND } from './sagas.controller.js';
import { steerSaga } from './steer-saga.js';

const Id = (): ParameterDecorator => UuidParam('id', NOT_FOUND, 'saga');

/** A request to an instance, as every one of them is documented. */
function Steers(name: string, summary: string): MethodDecorator {
  return (target, property, descriptor) => {
    for (const decorate of [
      Post(`:id/${name}`),
      HttpCode(202),
      ApiOperation({ summary }),
      ApiAcceptedResponse({ type: SteeredSagaDto }),
      ApiProblem(404, NOT_FOUND, 'There is no such saga'),
      ApiProblem(409, 'SAGA.INVALID_TRANSITION', 'It cannot be done in the state the saga is in'),
      ApiProblem(429, 'SAGA.INBOX_FULL', 'Too many messages wait for this saga'),
    ] satisfies MethodDecorator[]) {
      decorate(target, property, descriptor);
    }
  };
}

/** Steps in at a saga of the caller's tenant: for operators, whom the gateway lets through. */
@ApiTags('operations')
@Controller('sagas')
export class SagaControlsController {
  constructor(
    @Inject(SAGAS) private readonly sagas: Sagas,
    private readonly store: PostgresEventStore,
  ) {}

  @Steers('pause', 'Stops it for a while: what arrives is kept, nothing new is begun')
  pause(@Id() id: Uuid, @Body() { reason }: SagaReasonDto): Promise<SteeredSagaDto> {
    return this.control(id, { action: 'pause', by: callerName(), reason });
  }

  @Steers('resume', 'Lets a paused one go on')
  resume(@Id() id: Uuid, @Body() { reason }: SagaReasonDto): Promise<SteeredSagaDto> {
    return this.control(id, { action: 'resume', by: callerName(), reason });
  }

  @Steers('cancel', 'Calls it off; what was done is undone first unless `compensate` is false')
  cancel(@Id() id: Uuid, @Body() { reason, compensate }: CancelSagaDto): Promise<SteeredSagaDto> {
    return this.control(id, { action: 'cancel', compensate, by: callerName(), reason });
  }

  @Steers('retry', 'Tries again at which it is stuck, or at once what waits for its next attempt')
  retry(@Id() id: Uuid, @Body() { reason }: SagaReasonDto): Promise<SteeredSagaDto> {
    return this.control(id, { action: 'retry', by: callerName(), reason });
  }

  @Steers('skip', 'Goes on without the step, or the compensation, at which it is stuck or which it waits for')
  skip(@Id() id: Uuid, @Body() { reason }: SagaReasonDto): Promise<SteeredSagaDto> {
    return this.control(id, { action: 'skip', by: callerName(), reason });
  }

  @Steers('migrate', 'Takes it over to another version of its definition')
  @ApiProblem(400, 'SAGA.UNKNOWN_VERSION', 'The saga has no such version, or that version does not take it over')
  migrate(@Id() id: Uuid, @Body() { reason, toVersion }: MigrateSagaDto): Promise<SteeredSagaDto> {
    return this.control(id, { action: 'migrate', toVersion, by: callerName(), reason });
  }

  @Steers('signals', 'Signals to it; the step that waits for the signal takes it, now or later')
  @ApiProblem(413, 'SAGA.MESSAGE_TOO_LARGE', 'What goes with it would not fit into an event')
  async signal(@Id() id: Uuid, @Body() { signal, payload }: SignalSagaDto): Promise<SteeredSagaDto> {
    return this.steer(id, { action: 'signal' }, () => this.sagas.signal(id, signal, payload, { by: callerName() }));
  }

  private control(id: Uuid, control: SagaControl): Promise<SteeredSagaDto> {
    return this.steer(id, control, () => this.sagas.control(id, control));
  }

  private async steer(
    id: Uuid,
    ask: SagaControl | { action: 'signal' },
    hand: () => Promise<Uuid>,
  ): Promise<SteeredSagaDto> {
    const overview = await this.found(id);
    const current = async (): Promise<SagaOverview['status']> => (await readSagaTimeline(this.store, overview)).status;
    const taken = await steerSaga(this.store, overview, ask, hand, current);
    const now = await this.found(id);
    const timeline = await readSagaTimeline(this.store, now, this.sagas.definitions);
    return { ...toSagaDto(now, timeline, await readSagaProgress(this.store, now, timeline)), taken };
  }

  private async found(id: Uuid): Promise<SagaOverview> {
    const overview = await this.sagas.get(id);
    if (overview) return overview;
    throw notFound(NOT_FOUND, 'saga', id);
  }
}
