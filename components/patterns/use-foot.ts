import { type RefObject, useEffect } from "react";

/** Says how high a bar at the bottom of the page is, so that toasts appear above it. */
export function useFoot(ref: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const bar = ref.current;
    if (!bar) return;
    const { style } = document.documentElement;
    const observer = new ResizeObserver(() => style.setProperty("--foot", `${bar.offsetHeight}px`));
    observer.observe(bar);
    return () => {
      observer.disconnect();
      style.removeProperty("--foot");
    };
  }, [ref]);
}
