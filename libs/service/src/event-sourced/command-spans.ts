import { currentContext } from '@edda/kernel';
import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { inSpan } from '../tracing/in-span.js';
import { TRACING, type Tracing } from '../tracing/tracing.js';

type Execute = (command: object, context?: never) => Promise<unknown>;

/**
 * Makes a span of each command that belongs to a trace, which then shows what a request or a message made the service do.
 * What a service does by itself, such as looking for work every second, begins none.
 */
@Injectable()
export class CommandSpans implements OnModuleInit {
  constructor(
    private readonly bus: CommandBus,
    @Inject(TRACING) private readonly tracing: Tracing,
  ) {}

  onModuleInit(): void {
    const { tracer } = this.tracing;
    if (!tracer) return;
    // The bus has no hook around a command: its publisher is called, and not waited for.
    const execute = this.bus.execute.bind(this.bus) as Execute;
    const traced: Execute = (command, context) =>
      currentContext()?.traceparent == null
        ? execute(command, context)
        : inSpan(tracer, `command ${command.constructor.name}`, {}, () => execute(command, context));
    this.bus.execute = traced as CommandBus['execute'];
  }
}
