import { Command } from '@nestjs/cqrs';

/** End the open tasks whose deadline has passed. The result is how many there were. */
export class FailOverdueTasks extends Command<number> {}
