import type { Course, Envelope } from './element.js';
import type { StreamSource } from './pipeline.js';
import type { WindowOptions } from './window-options.js';
import { WindowedStream } from './windowed-stream.js';
import type { WindowSpec } from './windows/window-spec.js';

/** Values grouped by a key. */
export class KeyedStream<T> {
  constructor(
    private readonly source: StreamSource,
    private readonly course: Course<T>,
    private readonly key: (value: T, envelope: Envelope) => string,
  ) {}

  /** Cuts the event time of each key into windows: {@link tumbling}, {@link sliding} or {@link session}. */
  window(spec: WindowSpec, options: WindowOptions<T> = {}): WindowedStream<T> {
    return new WindowedStream(this.source, this.course, this.key, spec, options);
  }
}
