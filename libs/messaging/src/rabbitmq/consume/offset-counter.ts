/**
 * The offsets of a group in this process: RabbitMQ numbers what it delivers on a channel, and nothing else. A record that
 * is delivered again has another offset, and another process counts for itself.
 */
export class OffsetCounter {
  private readonly offsets = new Map<string, number>();

  next(partition: string): number {
    return this.offsets.get(partition) ?? 0;
  }

  used(partition: string, offset: number): void {
    this.offsets.set(partition, offset + 1);
  }
}
