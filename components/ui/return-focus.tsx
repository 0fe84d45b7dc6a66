"use client";

import { type RefObject, useLayoutEffect, useRef, useState } from "react";
import { endHold, holdFocus } from "./hold-focus";

/** What opened the dialog that is being closed: one dialog may be replaced by the next. */
let closing: HTMLElement | null = null;

/**
 * Returns the focus, when a dialog without a trigger closes, to what had it before. Render `opener` inside the dialog's
 * content: it notes that once the dialog opens.
 */
export function useReturnFocus() {
  const ref = useRef<HTMLElement | null>(null);
  return {
    opener: <Opener noted={ref} />,
    returnFocus: (event: Event) => {
      const opener = ref.current;
      // Radix knows the dialog's own trigger.
      if (!opener) return;
      event.preventDefault();
      if (opener.isConnected) opener.focus();
      holdFocus();
    },
  };
}

function Opener({ noted }: { noted: RefObject<HTMLElement | null> }) {
  const [opener] = useState(focusedNow);
  useLayoutEffect(() => {
    endHold();
    noted.current = opener;
    return () => {
      closing = opener;
      setTimeout(() => {
        closing = null;
      });
    };
  }, [noted, opener]);
  return null;
}

/** The menu's button for an item of a menu, which is gone when the dialog closes; null for nothing in particular. */
function focusedNow(): HTMLElement | null {
  const focused = document.activeElement;
  const button = focused?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  if (button) return document.getElementById(button);
  return focused instanceof HTMLElement && focused !== document.body ? focused : closing;
}
