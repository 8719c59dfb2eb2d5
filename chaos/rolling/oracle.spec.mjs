import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { judge } from './oracle.mjs';

const COUNTS = ['lost', 'doubled', 'disordered', 'unfinished', 'dead'];

let position = 0;
const logged = (type, stream, version, data = {}, topic = null) => ({
  service: 'content',
  position: ++position,
  id: `${type}-${stream}-${version}`,
  kind: version === null ? 'command' : 'event',
  stream,
  version,
  type,
  topic,
  data,
  causationId: null,
});
const published = ({ id, type, stream, version, topic }, previous = null) => ({
  topic,
  key: stream,
  partition: 0,
  offset: 0,
  id,
  type,
  source: 'content',
  sequence: version,
  previous,
});

/** A download that was accepted and has come to its end. */
function wellDone() {
  const requested = logged('FileDownloadRequested', 'd', 1, { downloadId: 'd' }, 'content_events');
  const completed = logged('FileDownloadCompleted', 'd', 2, { downloadId: 'd' }, 'content_events');
  return {
    items: [{ kind: 'download', id: 'd', ended: true }],
    evidence: { log: [requested, completed], dead: [], parked: [], sagas: [], waiting: 0 },
    seen: [published(requested), published(completed, 1)],
  };
}

/** @returns the counts that are not 0 */
function faultsOf(found) {
  const verdict = judge(found);
  return Object.fromEntries(
    COUNTS.filter((count) => verdict[count].length > 0).map((count) => [count, verdict[count]]),
  );
}

describe('the oracle of a rolling update', () => {
  it('finds nothing where nothing happened', () => {
    assert.deepEqual(faultsOf(wellDone()), {});
  });

  it('finds what was accepted and is not in the log', () => {
    const found = wellDone();
    found.items.push({ kind: 'enrichment', id: 'e', ended: true });
    assert.deepEqual(faultsOf(found), { lost: ['enrichment e has no EntityEnriched'] });
  });

  it('finds a message that nothing followed', () => {
    const found = wellDone();
    found.evidence.log.push(logged('RequestTask', 'w', null, { taskId: 't' }));
    assert.deepEqual(faultsOf(found), { lost: ['RequestTask t has no TaskQueued'] });
  });

  it('finds a message that was not published, and one that nobody has written', () => {
    const found = wellDone();
    const [, second] = found.seen.splice(1, 1, { ...found.seen[1], id: 'strange' });
    assert.equal(second, undefined);
    assert.deepEqual(faultsOf(found), {
      lost: ['FileDownloadCompleted FileDownloadCompleted-d-2 of content is in no topic'],
      doubled: ['FileDownloadCompleted strange in content_events is in no log'],
    });
  });

  it('finds what stands in the log twice', () => {
    const found = wellDone();
    found.evidence.log.push(logged('StepCompleted', 's', 1, { step: 'read', round: 1 }));
    found.evidence.log.push(logged('StepCompleted', 's', 2, { step: 'read', round: 1 }));
    assert.deepEqual(faultsOf(found), { doubled: ['content StepCompleted s read 1 stands there 2 times'] });
  });

  it('finds what a request has begun that nobody was told of', () => {
    const found = wellDone();
    found.items = [];
    assert.deepEqual(faultsOf(found), { doubled: ['FileDownloadRequested d: nobody was told of it'] });
  });

  it('finds versions that do not follow one another', () => {
    const found = wellDone();
    found.evidence.log.push(logged('ContentFetchStarted', 'c', 2));
    assert.deepEqual(faultsOf(found), { disordered: ['content c: version 2 stands behind 0'] });
  });

  it('finds records out of order, and lets one come again', () => {
    const found = wellDone();
    found.seen.push(found.seen[0]);
    assert.deepEqual(faultsOf(found), {});
    assert.equal(judge(found).republished, 1);
    found.seen.reverse();
    found.seen.shift();
    assert.deepEqual(faultsOf(found), {
      disordered: [
        'content_events content d: 2 after 0, not after 1',
        'content_events content d: 1 after 2, not after 0',
      ],
    });
  });

  it('finds what is left over', () => {
    const found = wellDone();
    found.items[0].ended = false;
    found.evidence.sagas.push('content: download d is running');
    found.evidence.dead.push('content: content.imports ImportContent X: y');
    assert.deepEqual(faultsOf(found), {
      unfinished: ['download d did not come to its end', 'content: download d is running'],
      dead: ['content: content.imports ImportContent X: y'],
    });
  });
});
