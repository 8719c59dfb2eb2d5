import { Catch, type ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { throwError, type Observable } from 'rxjs';

/**
 * Lets the errors of message handlers through as they are: delivery decides by them about retries, and names them in dead
 * letters. Requests are answered as Nest does without it. As a global filter it comes after all others.
 */
@Catch()
export class MessageExceptionFilter extends BaseExceptionFilter {
  override catch(error: unknown, host: ArgumentsHost): void | Observable<never> {
    if (host.getType() === 'rpc') return throwError(() => error);
    return super.catch(error, host);
  }
}
