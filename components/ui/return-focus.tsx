"use client";

import { type RefObject, useLayoutEffect, useRef, useState } from "react";

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

const HOLD_MS = 5000;
const LOOK_MS = 100;

/**
 * The row that opened a dialog may go with what the dialog did, at once or when the page's new data is here: then the
 * focus moves to the page's title, where reading goes on, instead of being lost.
 */
function holdFocus(): void {
  const looking = setInterval(() => {
    if ((document.activeElement ?? document.body) === document.body) focusTitle();
  }, LOOK_MS);
  const end = () => clearInterval(looking);
  setTimeout(end, HOLD_MS);
  // A click beside everything takes the focus from everything, as it should.
  document.addEventListener("pointerdown", end, { once: true });
}

function focusTitle(): void {
  const title = document.querySelector<HTMLElement>("main h1") ?? document.querySelector<HTMLElement>("main");
  if (!title) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}

function Opener({ noted }: { noted: RefObject<HTMLElement | null> }) {
  const [opener] = useState(focusedNow);
  useLayoutEffect(() => {
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
