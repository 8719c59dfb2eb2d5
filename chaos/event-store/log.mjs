/**
 * @typedef {{ position: number, id: string, stream: string, version: number, previousPublic: number | null, isPublic: boolean, type: string, fault: string, after: number | null, projected: boolean }} Logged
 * @typedef {{ events: Logged[], byId: Map<string, Logged>, byPosition: Map<number, Logged> }} Log
 */

/** @param {Logged[]} events in the order of their positions @returns {Log} */
export function logOf(events) {
  return {
    events,
    byId: new Map(events.map((event) => [event.id, event])),
    byPosition: new Map(events.map((event) => [event.position, event])),
  };
}
