import { percentile } from '../event-store/rounds.mjs';

/** The processor time of this process for a message, by subject: on a crowded machine it says more than throughput. */
export class ProcessorTime {
  #values = new Map();

  /** @param {() => Promise<number>} run answers what it measured */
  async of(subject, messages, run) {
    const before = process.cpuUsage();
    const measured = await run();
    const { user, system } = process.cpuUsage(before);
    const values = this.#values.get(subject.name) ?? [];
    values.push((user + system) / messages);
    this.#values.set(subject.name, values);
    return measured;
  }

  /** One row for each subject. */
  rows(bench, workload) {
    return [...this.#values].map(([name, values]) => ({
      bench,
      subject: `${workload}, processor time of the client: ${name}`,
      value: percentile(values, 0.5),
      unit: 'µs/message',
    }));
  }
}
