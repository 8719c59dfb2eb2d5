import type { WorkflowView } from '../api/workflow-view.js';

/**
 * Whether nothing more will come of a run. The learning path is made after the report, so a completed run is waited for
 * until that stage has settled; the end of the stream of events says so too.
 */
export function isRunOver(view: WorkflowView, streamEnded: boolean): boolean {
  if (view.status !== 'completed') {
    return view.status === 'failed' || view.status === 'cancelled';
  }
  const learn = view.stages.find(({ stage }) => stage === 'learn');
  return streamEnded || learn === undefined || (learn.status !== 'waiting' && learn.status !== 'running');
}
