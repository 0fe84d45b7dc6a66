"use client";

import { useEffect, useState } from "react";

/** The current time, updated every `intervalMs`; `mounted` is false on the server and until hydration. */
export function useNow(intervalMs: number): { now: Date; mounted: boolean } {
  const [state, setState] = useState(() => ({ now: new Date(), mounted: false }));
  useEffect(() => {
    const update = () => setState({ now: new Date(), mounted: true });
    update();
    const timer = setInterval(update, intervalMs);
    return () => clearInterval(timer);
  }, [intervalMs]);
  return state;
}
