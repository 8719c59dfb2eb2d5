/** How far a projection has got with the log it is filled from. */
export interface RebuildProgress {
  /** Such as `orders@2`. */
  projection: string;
  /** Events it has handled. */
  handled: number;
  /** Events it has to handle; grows while others append. */
  total: number;
  /** Handled of total, 0 to 1. */
  ratio: number;
  eventsPerSecond: number;
  /** Null while nobody can say. */
  etaSeconds: number | null;
}

/** Makes progress out of counts, with the speed since it was made. */
export class ProgressMeter {
  private readonly begun = performance.now();
  private first: number | null = null;

  constructor(private readonly projection: string) {}

  at(handled: number, total: number): RebuildProgress {
    this.first ??= handled;
    const seconds = (performance.now() - this.begun) / 1000;
    const eventsPerSecond = seconds > 0 ? Math.round((handled - this.first) / seconds) : 0;
    const rest = Math.max(0, total - handled);
    return {
      projection: this.projection,
      handled,
      total,
      ratio: total > 0 ? Math.min(1, handled / total) : 1,
      eventsPerSecond,
      etaSeconds: rest === 0 ? 0 : eventsPerSecond > 0 ? Math.ceil(rest / eventsPerSecond) : null,
    };
  }
}

/** Such as `orders@2 ██████████░░░░░░░░░░  50 % 1,000 of 2,000 events, 500/s, 2 s to go`. */
export function describeProgress(progress: RebuildProgress, width = 20): string {
  const { projection, handled, total, ratio, eventsPerSecond, etaSeconds } = progress;
  const full = Math.floor(ratio * width);
  const bar = '█'.repeat(full) + '░'.repeat(width - full);
  const percent = `${Math.floor(ratio * 100)}`.padStart(3);
  const count = (value: number): string => value.toLocaleString('en-US');
  const rest = etaSeconds === null ? '' : `, ${duration(etaSeconds)} to go`;
  return `${projection} ${bar} ${percent} % ${count(handled)} of ${count(total)} events, ${count(eventsPerSecond)}/s${rest}`;
}

function duration(seconds: number): string {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min ${seconds % 60} s` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}
