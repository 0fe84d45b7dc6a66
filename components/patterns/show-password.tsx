"use client";

import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";

/** Whether a secret is shown as it was typed: the type of its input, and the rest for `ShowPassword`. */
export function useShown(label: string) {
  const [shown, setShown] = useState(false);
  return { type: shown ? "text" : "password", label, shown, onToggle: () => setShown(!shown) };
}

type Props = { label: string; shown: boolean; onToggle: () => void };

/** The button at the end of a password's input. */
export function ShowPassword({ label, shown, onToggle }: Props) {
  const Icon = shown ? EyeOff : Eye;
  return (
    <button
      type="button"
      aria-label={shown ? `Hide ${label.toLowerCase()}` : `Show ${label.toLowerCase()}`}
      aria-pressed={shown}
      onClick={onToggle}
      className="absolute inset-y-0 right-0 flex w-9 items-center justify-center rounded-md text-muted-foreground hover:text-foreground"
    >
      <Icon className="size-4" aria-hidden="true" />
    </button>
  );
}
