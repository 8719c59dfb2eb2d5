/** Injects the `MessageTransforms` of the service: what is done with its messages on their way out and in. */
export const MESSAGE_TRANSFORMS = Symbol('edda:message-transforms');
