"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** What the reader's keyboard calls the key that goes with K and ↩. */
export function useModKey(): "⌘" | "Ctrl" {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl"),
    () => "⌘",
  );
}
