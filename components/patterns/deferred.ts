import { type ComponentType, useEffect, useEffectEvent, useSyncExternalStore } from "react";

/** A component whose script is no part of the page's first load. */
export type Deferred<P> = {
  /** Rejects when it could not be loaded; the next call tries again. */
  load: () => Promise<unknown>;
  loaded: () => ComponentType<P> | null;
  /** Calls once it is loaded. Returns what ends that. */
  subscribe: (listener: () => void) => () => void;
};

/** With `early` it is loaded once the browser is idle, before someone wants it; without, only when it is wanted. */
export type DeferOptions = { early?: boolean };

/** `load` imports it. */
export function deferred<P>(
  load: () => Promise<ComponentType<P>>,
  { early = true }: DeferOptions = {},
): Deferred<P> {
  const listeners = new Set<() => void>();
  let part: ComponentType<P> | null = null;
  let loading: Promise<void> | null = null;

  async function begin(): Promise<void> {
    try {
      part = await load();
      for (const listener of listeners) listener();
    } finally {
      loading = null;
    }
  }

  function once(): Promise<void> {
    if (part) return Promise.resolve();
    loading ??= begin();
    return loading;
  }

  // The page works without it: anyone who wants it asks again.
  if (early) whenIdle(() => void once().catch(() => {}));
  return {
    load: once,
    loaded: () => part,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The component once it is here, else null. `onFailure` is called when it was wanted and could not be loaded. */
export function useDeferred<P>(
  { load, loaded, subscribe }: Deferred<P>,
  wanted: boolean,
  onFailure: () => void,
): ComponentType<P> | null {
  const part = useSyncExternalStore(subscribe, loaded, nothing);
  const fail = useEffectEvent(onFailure);
  useEffect(() => {
    if (part || !wanted) return;
    let current = true;
    load().catch(() => current && fail());
    return () => {
      current = false;
    };
  }, [part, wanted, load]);
  return part;
}

/** The server renders a page without it. */
const nothing = () => null;

const IDLE_WITHIN_MS = 3000;

/** Calls once the browser has nothing else to do; never on the server. */
export function whenIdle(call: () => void): void {
  if (typeof window === "undefined") return;
  // Safari has no idle callback.
  if ("requestIdleCallback" in window) requestIdleCallback(call, { timeout: IDLE_WITHIN_MS });
  else setTimeout(call, 500);
}
