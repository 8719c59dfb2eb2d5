import type { InboxMessage } from './inbox-message.js';

/** What has arrived for one instance and was not taken in yet, in order of arrival. */
export class ArrivedMessages {
  private messages: InboxMessage[] = [];
  private readonly known = new Set<number>();

  get waiting(): readonly InboxMessage[] {
    return this.messages;
  }

  /** How many there were in all. */
  get total(): number {
    return this.known.size;
  }

  /** What is known already is left out: a message that is being taken in still has its row. */
  add(messages: readonly InboxMessage[]): void {
    const news = messages.filter(({ seq }) => !this.known.has(seq));
    if (news.length === 0) return;
    for (const { seq } of news) this.known.add(seq);
    this.messages = [...this.messages, ...news].sort((left, right) => left.seq - right.seq);
  }

  /** They are taken in. Others may have come before them meanwhile: what is committed late has a low number. */
  take(taken: readonly InboxMessage[]): void {
    const seqs = new Set(taken.map(({ seq }) => seq));
    this.messages = this.messages.filter(({ seq }) => !seqs.has(seq));
  }
}
