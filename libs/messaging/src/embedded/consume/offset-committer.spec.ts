import { describe, expect, it } from '@jest/globals';
import { DEFAULT_BACKOFF } from '@edda/kernel';
import type { OffsetCommit } from './consumer-group.js';
import { OffsetCommitter, type CommitSource } from './offset-committer.js';

/** A lane that holds partition `partition` and has finished everything before `finished`. */
class Source implements CommitSource {
  saved = 0;
  refused: number[] = [];

  constructor(
    readonly partition: number,
    public finished = 0,
  ) {}

  pendingCommit(): OffsetCommit | null {
    const { partition, finished, saved } = this;
    if (finished === saved || this.refused.length > 0) return null;
    const held = { topic: 'topic', topicId: 1, memberId: 'member', generation: 1, committed: 0, partition };
    return { held, offset: finished };
  }

  committed(offset: number): void {
    this.saved = offset;
  }

  fenced(offset: number): void {
    this.refused.push(offset);
  }
}

type Answer = (commits: readonly OffsetCommit[]) => Promise<ReadonlySet<OffsetCommit>>;
const everything: Answer = async (commits) => new Set(commits);

function world(...answers: Answer[]) {
  const statements: [number, number][][] = [];
  const warnings: string[] = [];
  const logger = { log: () => undefined, warn: (text: string) => void warnings.push(text), error: () => undefined };
  const committer = new OffsetCommitter({
    commit: async (commits) => {
      statements.push(commits.map(({ held, offset }) => [held.partition, offset]));
      return (answers.shift() ?? everything)(commits);
    },
    backoff: { ...DEFAULT_BACKOFF, initial: 5, max: 5 },
    logger,
    name: 'Group "g"',
  });
  return { committer, statements, warnings };
}

describe('OffsetCommitter', () => {
  it('commits what is finished, and nothing twice', async () => {
    const { committer, statements } = world();
    const source = new Source(0, 3);
    await committer.settle(source);
    await committer.settle(source);
    expect(source.saved).toBe(3);
    expect(statements).toEqual([[[0, 3]]]);
  });

  it('puts what is finished during a statement into the next one, of all sources', async () => {
    let answer: () => void = () => undefined;
    const slow: Answer = (commits) => new Promise((resolve) => (answer = () => resolve(new Set(commits))));
    const { committer, statements } = world(slow);
    const [one, other] = [new Source(0, 1), new Source(1)];
    committer.announce(one);
    for (const finished of [2, 3, 4]) {
      one.finished = other.finished = finished;
      committer.announce(one);
      committer.announce(other);
    }
    answer();
    await Promise.all([committer.settle(one), committer.settle(other)]);
    expect(statements).toEqual([
      [[0, 1]],
      [
        [0, 4],
        [1, 4],
      ],
    ]);
  });

  it('tells a source whose commit was refused, and leaves the others alone', async () => {
    const { committer } = world(async (commits) => new Set(commits.slice(1)));
    const [zombie, member] = [new Source(0, 5), new Source(1, 7)];
    committer.announce(zombie);
    await committer.settle(zombie);
    await committer.settle(member);
    expect(zombie.refused.length + member.refused.length).toBe(1);
    expect(member.saved).toBe(7);
  });

  it('tries again for as long as the source holds its partition, and complains once', async () => {
    const away: Answer = () => Promise.reject(new Error('away'));
    const { committer, statements, warnings } = world(away, away, away);
    const source = new Source(0, 2);
    await committer.settle(source);
    expect(source.saved).toBe(2);
    expect(statements).toHaveLength(4);
    expect(warnings).toEqual([expect.stringMatching(/Group "g" could not commit.*away/)]);
  });

  it('does not try again for a source that is gone', async () => {
    const source = new Source(0, 2);
    const { committer, statements } = world(() => {
      source.saved = source.finished;
      return Promise.reject(new Error('away'));
    });
    await committer.settle(source);
    expect(statements).toHaveLength(1);
  });
});
