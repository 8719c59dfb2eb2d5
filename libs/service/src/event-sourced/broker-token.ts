/** Injects the {@link Broker} of the service. */
export const BROKER = Symbol('edda:broker');
