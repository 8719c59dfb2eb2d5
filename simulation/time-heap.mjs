/** Numbered jobs by the time at which each ends, the earliest first. */
export class TimeHeap {
  constructor(capacity) {
    this.times = new Float64Array(capacity);
    this.jobs = new Int32Array(capacity);
    this.size = 0;
  }

  get earliest() {
    return this.size > 0 ? this.times[0] : Infinity;
  }

  push(time, job) {
    let at = this.size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (this.times[parent] <= time) break;
      this.move(parent, at);
      at = parent;
    }
    this.put(at, time, job);
  }

  /** Takes the earliest one out. */
  pop() {
    const job = this.jobs[0];
    this.size--;
    const time = this.times[this.size];
    const moved = this.jobs[this.size];
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= this.size) break;
      if (child + 1 < this.size && this.times[child + 1] < this.times[child]) child++;
      if (this.times[child] >= time) break;
      this.move(child, at);
      at = child;
    }
    this.put(at, time, moved);
    return job;
  }

  move(from, to) {
    this.put(to, this.times[from], this.jobs[from]);
  }

  put(at, time, job) {
    this.times[at] = time;
    this.jobs[at] = job;
  }
}
