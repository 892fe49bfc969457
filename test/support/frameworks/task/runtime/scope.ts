import { AsyncLocalStorage } from 'node:async_hooks';

export const scopes: AsyncLocalStorage<string> = new AsyncLocalStorage<string>();
