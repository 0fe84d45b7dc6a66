"use client";

import { type RefObject, useLayoutEffect, useRef, useState } from "react";

/** What had the focus before a dialog opened, by the dialog. */
const openers = new WeakMap<Element, HTMLElement>();

/**
 * Returns the focus, when a dialog without a trigger closes, to what had it before. Render `opener` inside the dialog's
 * content: it notes that once the dialog opens.
 */
export function useReturnFocus() {
  const ref = useRef<HTMLElement | null>(null);
  return {
    opener: <Opener noted={ref} />,
    returnFocus: (event: Event) => {
      const target = stillThere(ref.current);
      // Radix knows the dialog's own trigger.
      if (!target) return;
      event.preventDefault();
      target.focus();
    },
  };
}

function Opener({ noted }: { noted: RefObject<HTMLElement | null> }) {
  const [opener] = useState(focusedNow);
  const place = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    noted.current = opener;
    const dialog = dialogOf(place.current);
    if (dialog && opener) openers.set(dialog, opener);
  }, [noted, opener]);
  return <span hidden ref={place} />;
}

/** The element, or what opened the dialog that it was in: one dialog may be replaced by the next. */
function stillThere(element: HTMLElement | null): HTMLElement | null {
  let target: HTMLElement | null = element;
  while (target && !target.isConnected) {
    const dialog = dialogOf(target);
    target = (dialog && openers.get(dialog)) ?? null;
  }
  return target;
}

const dialogOf = (element: Element | null) => element?.closest("[role=dialog], [role=alertdialog]") ?? null;

/** The menu's button for an item of a menu, which is gone when the dialog closes; null for nothing in particular. */
function focusedNow(): HTMLElement | null {
  const focused = document.activeElement;
  const button = focused?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  if (button) return document.getElementById(button);
  return focused instanceof HTMLElement && focused !== document.body ? focused : null;
}
