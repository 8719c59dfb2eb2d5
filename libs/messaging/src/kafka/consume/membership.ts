/** What a member knows of its place in the group from what it sees of the protocol. */
export class Membership {
  private memberId: string | null = null;
  /** How often it asked to join since it last belonged to the group. */
  private asked = 0;
  private heardAt = performance.now();
  private silent = false;

  constructor(
    private readonly sessionTimeoutMs: number,
    private readonly rebalanceTimeoutMs: number,
  ) {}

  asksToJoin(): void {
    this.asked++;
  }

  /**
   * It belongs to the group, in a new generation. Answers whether it took part in every generation since the last one, and
   * so nobody else can have had its partitions: under the same id it was never expelled, and where it asked once only there
   * was none that it joined without seeing its outcome.
   */
  joined(memberId: string): boolean {
    const continuous = memberId === this.memberId && this.asked === 1 && !this.silent;
    this.memberId = memberId;
    this.asked = 0;
    this.heardAt = performance.now();
    this.silent = false;
    return continuous;
  }

  /** The coordinator answered a heartbeat. Answers whether that came after a silence for which the member gave up. */
  heard(): boolean {
    const returned = this.silent;
    this.heardAt = performance.now();
    this.silent = false;
    return returned;
  }

  /** Whether the coordinator may have expelled it by now, told once. A rebalance waits for its members longer than a session. */
  fellSilent(): boolean {
    const patience = this.sessionTimeoutMs + (this.asked > 0 ? this.rebalanceTimeoutMs : 0);
    if (this.silent || performance.now() - this.heardAt < patience) return false;
    this.silent = true;
    return true;
  }
}
