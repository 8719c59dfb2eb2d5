import { SubjectForgotten } from '@edda/event-schemas';
import { PersonalData } from '@edda/event-store';
import { DeliveryContext, Subscribe } from '@edda/messaging';
import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';

/** Takes over what other services have forgotten, so that the projections of this one follow. */
@Controller()
export class ForgottenSubjectsController {
  constructor(private readonly personalData: PersonalData) {}

  @Subscribe(SubjectForgotten, 'forgotten-subjects')
  async note(
    @Payload() { subjectId, forgottenAt, reason }: SubjectForgotten,
    @Ctx() context: DeliveryContext,
  ): Promise<void> {
    const { tenantId } = context.delivery;
    await this.personalData.heard({ tenantId, subjectId, forgottenAt: new Date(forgottenAt), reason: reason ?? null });
  }
}
