import type { MessageClass } from '@edda/event-schemas';
import type { AggregateState } from './aggregators/aggregation.js';
import type { Pipeline, WindowedPipeline } from './pipeline.js';
import { sendingOf, type Emission, type SinkScope } from './sink.js';
import { resultOf, type WindowResult } from './window-result.js';

/** The windows of a stream with their figures. */
export class AggregatedStream<F> {
  constructor(
    private readonly pipeline: Omit<WindowedPipeline, 'emit'>,
    private readonly figuresOf: (state: AggregateState) => F,
  ) {}

  /** Ends the pipeline: sends a message for each emission of a window. */
  to<E extends object>(payload: MessageClass<E>, emission: (window: WindowResult<F>) => Emission<NoInfer<E>>): Pipeline;
  /**
   * Ends the pipeline: hands each emission of a window over, in a unit of work that also notes it: `on-time` once, whatever
   * dies in between. One that fails is tried again with a back-off; others go on. The state is locked meanwhile, so a
   * handler writes and is done.
   */
  to(handler: (window: WindowResult<F>, scope: SinkScope) => Promise<void>): Pipeline;
  to<E extends object>(
    target: MessageClass<E> | ((window: WindowResult<F>, scope: SinkScope) => Promise<void>),
    emission?: (window: WindowResult<F>) => Emission<E>,
  ): Pipeline {
    const { figuresOf } = this;
    const sink = emission
      ? sendingOf(target as MessageClass<E>, emission)
      : (target as (window: WindowResult<F>, scope: SinkScope) => Promise<void>);
    return {
      ...this.pipeline,
      emit: (window, stage, unitOfWork) => sink(resultOf(window, stage, figuresOf(window.state)), { unitOfWork }),
    };
  }
}
