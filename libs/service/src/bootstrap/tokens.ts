/** Injects the {@link Logger} of the service. */
export const LOGGER = Symbol('edda:logger');

/** Injects the {@link Clock}. */
export const CLOCK = Symbol('edda:clock');
