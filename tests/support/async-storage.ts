import { AsyncLocalStorage } from "node:async_hooks";

// Next's server sets this before anything of Next is loaded; its request stores are built on it.
(globalThis as { AsyncLocalStorage?: unknown }).AsyncLocalStorage ??= AsyncLocalStorage;
