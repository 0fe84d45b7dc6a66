"use client";

import { useSyncExternalStore } from "react";

const never = () => () => undefined;

/** The modifier key for shortcuts on the reader's keyboard. */
export function useModKey(): "⌘" | "Ctrl" {
  return useSyncExternalStore(
    never,
    () => (/Mac|iPhone|iPad/.test(navigator.userAgent) ? "⌘" : "Ctrl"),
    () => "⌘",
  );
}
