/**
 * A record as an independent consumer saw it.
 * @typedef {{ topic: string, key: string, partition: number, offset: number, id: string, type: string, source: string, sequence: number | null, previous: number | null }} Published
 */

/** What of a message may stand in the logs of all services only once. */
const ONCE = {
  CancelTask: ({ id }) => id,
  ContentProcessingCompleted: ({ stream }) => stream,
  ContentRequested: ({ stream }) => stream,
  ContentProcessingStarted: ({ stream }) => stream,
  ContentUploaded: ({ stream }) => stream,
  EntityAdded: ({ data }) => data.entityId,
  EntityEnriched: ({ data }) => data.enrichmentId,
  FileDownloadCompleted: ({ stream }) => stream,
  FileDownloadRequested: ({ stream }) => stream,
  ImportContent: ({ data }) => data.contentId,
  InvestigationOpened: ({ stream }) => stream,
  LearningPathCreated: ({ data }) => data.workflowId,
  RequestTask: ({ data }) => data.taskId,
  ResearchWorkflowCompleted: ({ stream }) => stream,
  ResearchWorkflowCreated: ({ stream }) => stream,
  ResearchWorkflowStarted: ({ stream }) => stream,
  SagaEnded: ({ stream }) => stream,
  SagaStarted: ({ stream }) => stream,
  StepCompleted: ({ stream, data }) => `${stream} ${data.step} ${data.round}`,
  StepStarted: ({ stream, data }) => `${stream} ${data.step} ${data.round}`,
  StepOutcomeReceived: ({ stream, data }) => `${stream} ${data.id}`,
  TaskCompleted: ({ data }) => data.taskId,
  TaskQueued: ({ data }) => data.taskId,
};

/** What must follow from what, found by the same key. */
const FOLLOWS = [
  { from: 'RequestTask', to: 'TaskQueued', by: ({ data }) => data.taskId },
  { from: 'TaskQueued', to: 'TaskCompleted', by: ({ data }) => data.taskId },
  { from: 'ImportContent', to: 'ContentProcessingCompleted', by: ({ data }) => data.contentId },
  { from: 'ResearchWorkflowCompleted', to: 'LearningPathCreated', by: ({ data }) => data.workflowId },
  { from: 'FileDownloadRequested', to: 'FileDownloadCompleted', by: ({ stream }) => stream },
  { from: 'SagaStarted', to: 'SagaEnded', by: ({ stream }) => stream },
];

/** How something that was accepted begins and ends in the logs. */
const ENDS = {
  research: { begin: 'ResearchWorkflowCreated', end: 'LearningPathCreated', by: ({ data }) => data.workflowId },
  download: { begin: 'FileDownloadRequested', end: 'FileDownloadCompleted', by: ({ data }) => data.downloadId },
  investigation: { begin: 'InvestigationOpened', end: 'InvestigationOpened', by: ({ data }) => data.investigationId },
  enrichment: { begin: null, end: 'EntityEnriched', by: ({ data }) => data.enrichmentId },
};

/**
 * What was lost, doubled, out of order or left over.
 *
 * @param {{ items: import('./load.mjs').Item[], evidence: Awaited<ReturnType<typeof import('./evidence.mjs').readEvidence>>, seen: Published[] }} found
 */
export function judge({ items, evidence, seen }) {
  const { log } = evidence;
  return {
    lost: [...lostItems(items, log), ...withoutConsequence(log), ...unpublished(log, seen)],
    doubled: [...doubledMessages(log), ...nobodysItems(items, log), ...invented(log, seen)],
    disordered: [...gapsInStreams(log), ...disorderInTopics(seen)],
    unfinished: [
      ...items.filter(({ ended }) => !ended).map(({ kind, id }) => `${kind} ${id} did not come to its end`),
      ...evidence.sagas,
      ...evidence.parked,
    ],
    dead: evidence.dead,
    /** Records that stand twice in a topic: allowed, and handled once. */
    republished: seen.length - new Set(seen.map(({ topic, id }) => `${topic} ${id}`)).size,
  };
}

function lostItems(items, log) {
  return items.flatMap(({ kind, id }) => {
    const { end, by } = ENDS[kind];
    return log.some((message) => message.type === end && by(message) === id) ? [] : [`${kind} ${id} has no ${end}`];
  });
}

function withoutConsequence(log) {
  return FOLLOWS.flatMap(({ from, to, by }) => {
    const done = new Set(log.filter(({ type }) => type === to).map(by));
    const missing = log.filter((message) => message.type === from && !done.has(by(message)));
    return missing.map((message) => `${from} ${by(message)} has no ${to}`);
  });
}

function unpublished(log, seen) {
  const ids = new Set(seen.map(({ id }) => id));
  const missing = log.filter(({ topic, id }) => topic !== null && !ids.has(id));
  return missing.map(({ service, type, id }) => `${type} ${id} of ${service} is in no topic`);
}

function doubledMessages(log) {
  const counts = new Map();
  for (const message of log) {
    const key = ONCE[message.type];
    if (key) count(counts, `${message.service} ${message.type} ${key(message)}`);
  }
  return [...counts].filter(([, times]) => times > 1).map(([what, times]) => `${what} stands there ${times} times`);
}

/** Begun by a request that nobody has made, or twice by one. */
function nobodysItems(items, log) {
  return Object.entries(ENDS).flatMap(([kind, { begin, by }]) => {
    const known = new Set(items.filter((item) => item.kind === kind).map(({ id }) => id));
    const strange = log.filter((message) => message.type === begin && !known.has(by(message)));
    return strange.map((message) => `${begin} ${by(message)}: nobody was told of it`);
  });
}

function invented(log, seen) {
  const ids = new Set(log.map(({ id }) => id));
  return seen.filter(({ id }) => !ids.has(id)).map(({ topic, type, id }) => `${type} ${id} in ${topic} is in no log`);
}

function gapsInStreams(log) {
  const versions = new Map();
  const problems = [];
  for (const { service, stream, version, kind } of log) {
    if (kind !== 'event') continue;
    const key = `${service} ${stream}`;
    const expected = (versions.get(key) ?? 0) + 1;
    if (version !== expected) problems.push(`${key}: version ${version} stands behind ${expected - 1}`);
    versions.set(key, version);
  }
  return problems;
}

/** The first time that each event of a key came, as every subscriber must see it. */
function disorderInTopics(seen) {
  const last = new Map();
  const known = new Set();
  const problems = [];
  for (const { topic, source, key, id, sequence, previous } of seen) {
    if (sequence === null || known.has(`${topic} ${id}`)) continue;
    known.add(`${topic} ${id}`);
    const stream = `${topic} ${source} ${key}`;
    const before = last.get(stream) ?? 0;
    if ((previous ?? 0) !== before) problems.push(`${stream}: ${sequence} after ${before}, not after ${previous ?? 0}`);
    last.set(stream, sequence);
  }
  return problems;
}

function count(counts, key) {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
