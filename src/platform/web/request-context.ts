import { AsyncLocalStorage } from 'node:async_hooks';

/** What the audit trail wants to know about the request without having it handed through every service. */
export interface RequestContext {
  readonly address: string;
  readonly requestId: string;
}

const contexts = new AsyncLocalStorage<RequestContext>();

/** Runs the rest of a request inside its context. */
export function withinRequest<T>(context: RequestContext, run: () => T): T {
  return contexts.run(context, run);
}

/** The request being answered, or null in a command or job. */
export function currentRequest(): RequestContext | null {
  return contexts.getStore() ?? null;
}
