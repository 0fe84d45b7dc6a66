"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";

const EVERY_MS = 4000;

/**
 * Shows the page again when something about runs has changed since `pulse`: someone has decided about a plan in another
 * tab or browser, or a run has begun or ended. Paused in a hidden tab, and asks at once when that is shown.
 */
export function FollowRuns({ org, pulse }: { org: string; pulse: string }) {
  const router = useRouter();
  const seen = useRef(pulse);

  useEffect(() => {
    seen.current = pulse;
  }, [pulse]);

  useEffect(() => {
    let isAsking = false;

    async function ask() {
      if (isAsking || document.visibilityState !== "visible") return;
      isAsking = true;
      const now = await fetchPulse(org);
      isAsking = false;
      if (now === null || now === seen.current) return;
      seen.current = now;
      router.refresh();
    }

    const listener = () => void ask();
    const timer = setInterval(listener, EVERY_MS);
    document.addEventListener("visibilitychange", listener);
    window.addEventListener("focus", listener);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", listener);
      window.removeEventListener("focus", listener);
    };
  }, [org, router]);

  return null;
}

/** Null when the server could not be reached: the next time tells. */
async function fetchPulse(org: string): Promise<string | null> {
  try {
    const answer = await fetch(`/api/pulse?org=${encodeURIComponent(org)}`, { cache: "no-store" });
    // Our own route: a status other than 200 is an error page.
    return answer.ok ? ((await answer.json()) as { pulse: string }).pulse : null;
  } catch {
    return null;
  }
}
