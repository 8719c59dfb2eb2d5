import { Gauge, type Registry } from 'prom-client';

/** One value of a gauge. */
export interface Sample<L extends string> {
  readonly labels: Readonly<Record<L, string>>;
  readonly value: number;
}

export interface PulledGaugeOptions<L extends string> {
  readonly name: string;
  readonly help: string;
  /** At least one: without, the gauge would show 0 where nothing is known. */
  readonly labelNames: readonly [L, ...L[]];
  /** Looks the values up when metrics are asked for; null when they cannot be had, then the gauge shows none. */
  readonly samples: () => Promise<readonly Sample<L>[] | null>;
}

/** A gauge whose values are looked up when somebody asks, and which forgets those of before. */
export function pulledGauge<L extends string>(registry: Registry, options: PulledGaugeOptions<L>): void {
  const { name, help, labelNames, samples } = options;
  new Gauge({
    name,
    help,
    labelNames: [...labelNames],
    registers: [registry],
    async collect() {
      const found = (await samples()) ?? [];
      this.reset();
      for (const { labels, value } of found) this.set(labels, value);
    },
  });
}
