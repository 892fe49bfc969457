// Runs in the thread in which Node resolves the specifiers of ES modules, and reports each result.
import type { InitializeHook, ResolveHook } from 'node:module';
import type { MessagePort } from 'node:worker_threads';

let port: MessagePort;

export const initialize: InitializeHook<{ port: MessagePort }> = (data) => {
  ({ port } = data);
};

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  const resolved = await nextResolve(specifier, context);
  port.postMessage(resolved.url);
  return resolved;
};
