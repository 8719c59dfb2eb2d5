type Task = () => Promise<void>;

/**
 * Tasks of one lane run one after the other, lanes side by side. It outlives partitions: one that comes back finds what is
 * still running of its keys.
 */
export class Lanes {
  private readonly lanes = new Map<string, Task[]>();

  /** @param task must not reject */
  push(lane: string, task: Task): void {
    const waiting = this.lanes.get(lane);
    if (waiting) {
      waiting.push(task);
      return;
    }
    const tasks = [task];
    this.lanes.set(lane, tasks);
    void this.run(lane, tasks);
  }

  private async run(lane: string, tasks: Task[]): Promise<void> {
    for (let next = 0; next < tasks.length; next++) {
      await tasks[next]?.();
      if (next < 100) continue;
      tasks.splice(0, next);
      next = 0;
    }
    this.lanes.delete(lane);
  }
}
