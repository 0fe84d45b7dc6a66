"use client";

import { useEffect, useState } from "react";

/** The time, moving on every `intervalMs`; `mounted` is false while the page is still the server's. */
export function useNow(intervalMs: number): { now: Date; mounted: boolean } {
  const [state, setState] = useState(() => ({ now: new Date(), mounted: false }));
  useEffect(() => {
    const tick = () => setState({ now: new Date(), mounted: true });
    tick();
    const timer = setInterval(tick, intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return state;
}
