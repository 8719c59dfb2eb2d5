import { SAGAS, type Sagas } from '@edda/sagas';
import { callerName } from '@edda/service';
import { Inject, Injectable } from '@nestjs/common';

/** What callers may ask of the process of a workflow. */
interface Request {
  action: 'pause' | 'resume' | 'cancel';
  reason: string;
}

/** Hands the wishes of callers on to the process of a workflow, in their names. */
@Injectable()
export class WorkflowProcess {
  constructor(@Inject(SAGAS) private readonly sagas: Sagas) {}

  async ask(workflowId: string, { action, reason }: Request): Promise<void> {
    const asked = { by: callerName(), reason };
    // A report leaves nothing behind that had to be undone: what is open is released.
    await this.sagas.control(
      workflowId,
      action === 'cancel' ? { ...asked, action, compensate: false } : { ...asked, action },
    );
  }
}
