"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Fetches the page's data anew every few seconds while something on it is going on. Rests in a hidden tab. */
export function RefreshWhile({ active, everyMs = 2000 }: { active: boolean; everyMs?: number }) {
  const router = useRouter();
  useEffect(() => {
    if (!active) return;
    const timer = setInterval(() => {
      if (document.visibilityState === "visible") router.refresh();
    }, everyMs);
    return () => clearInterval(timer);
  }, [active, everyMs, router]);
  return null;
}
