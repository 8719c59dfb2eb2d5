import { DeclaredHandlers } from '@edda/messaging';
import { Streams } from '@edda/messaging/streams';
import { SAGAS } from '@edda/sagas';
import {
  PATTERN_EXTRAS_METADATA,
  PATTERN_HANDLER_METADATA,
  PATTERN_METADATA,
} from '@nestjs/microservices/constants.js';
import { PatternHandler } from '@nestjs/microservices/enums/pattern-handler.enum.js';

/** Takes every call and has every property, so that a provider can be constructed without what it works with. */
const standIn = new Proxy(function () {}, {
  get: (target, key) => (key === Symbol.toPrimitive ? () => '' : key === 'then' ? undefined : standIn),
  apply: () => standIn,
  construct: () => standIn,
});

/**
 * What a service subscribes to and which sagas it has, read from its module without starting it: handlers from its controllers,
 * streams and sagas from the constructors that declare them.
 */
export function partsOf(service) {
  const handlers = new DeclaredHandlers(service.name);
  const sagas = [];
  const { controllers, providers } = contentsOf(service.module(standIn));
  for (const [pattern, extras] of controllers.flatMap(patternsOf)) handlers.add(pattern, standIn, extras);

  const subscriptions = { addHandler: (pattern, handle, _isEvent, extras) => handlers.add(pattern, handle, extras) };
  const given = new Map([
    [SAGAS, { register: (...definitions) => sagas.push(...definitions), definitions: [] }],
    [Streams, new Streams({ service: service.name, subscriptions, unitOfWork: standIn, logger: standIn })],
  ]);
  for (const provider of providers) {
    const tokens = tokensOf(provider);
    if (tokens.some((token) => given.has(token))) construct(service, provider, tokens, given);
  }
  return { sagas, subscriptions: handlers.subscriptions(async () => undefined) };
}

function construct(service, Provider, tokens, given) {
  try {
    new Provider(...tokens.map((token) => given.get(token) ?? standIn));
  } catch (error) {
    throw new Error(
      `${Provider.name} of ${service.name} declares sagas or streams, but cannot be constructed without the rest of the service: ` +
        `${error.message} Let its constructor only declare them, and do the rest later.`,
      { cause: error },
    );
  }
}

/** The controllers and provider classes of a module and of those it imports. */
function contentsOf(root) {
  const seen = new Set();
  const found = { controllers: new Set(), providers: new Set() };
  const visit = (part) => {
    if (!part || seen.has(part)) return;
    seen.add(part);
    const type = typeof part === 'function' ? part : part.module;
    for (const key of ['controllers', 'providers', 'imports']) {
      const own = [
        ...(part === type ? [] : (part[key] ?? [])),
        ...(type ? (Reflect.getMetadata(key, type) ?? []) : []),
      ];
      if (key === 'imports') own.forEach(visit);
      else for (const one of own) found[key].add(one.useClass ?? one);
    }
  };
  visit(root);
  const classes = [...found.providers].filter((provider) => typeof provider === 'function');
  return { controllers: [...found.controllers], providers: classes };
}

/** Each pattern of a controller's methods, with what its decorator was given. */
function patternsOf(controller) {
  return Object.getOwnPropertyNames(controller.prototype)
    .map((name) => Object.getOwnPropertyDescriptor(controller.prototype, name)?.value)
    .filter(
      (method) =>
        typeof method === 'function' && Reflect.getMetadata(PATTERN_HANDLER_METADATA, method) === PatternHandler.EVENT,
    )
    .flatMap((method) => {
      const extras = Reflect.getMetadata(PATTERN_EXTRAS_METADATA, method) ?? {};
      return Reflect.getMetadata(PATTERN_METADATA, method).map((pattern) => [pattern, extras]);
    });
}

/** What Nest would inject into a class, by position. */
function tokensOf(provider) {
  const tokens = [...(Reflect.getMetadata('design:paramtypes', provider) ?? [])];
  for (const { index, param } of Reflect.getMetadata('self:paramtypes', provider) ?? []) tokens[index] = param;
  return tokens;
}
