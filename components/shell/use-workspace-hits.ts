"use client";

import { useEffect, useState } from "react";
import type { WorkspaceHits } from "@/lib/search/search-workspace";

/** As it comes over the wire: dates are text there. */
type Hits = Pick<WorkspaceHits, "users" | "syncs" | "teams" | "lists"> & { runs: { id: string }[] };

const NOTHING: Hits = { users: [], syncs: [], teams: [], lists: [], runs: [] };
const DEBOUNCE_MS = 150;

/** What the workspace holds for the typed text; what was found before stays until the new answer is there. */
export function useWorkspaceHits(org: string, workspace: string | null, text: string) {
  const [hits, setHits] = useState(NOTHING);
  const [searching, setSearching] = useState(false);
  const q = text.trim();

  useEffect(() => {
    if (!workspace || q.length < 2) {
      setHits(NOTHING);
      setSearching(false);
      return;
    }
    const abort = new AbortController();
    setSearching(true);
    const timer = setTimeout(async () => {
      const found = await load(`/api/search?${new URLSearchParams({ org, workspace, q })}`, abort.signal);
      if (abort.signal.aborted) return;
      setHits(found);
      setSearching(false);
    }, DEBOUNCE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [org, workspace, q]);

  return { hits, searching };
}

async function load(url: string, signal: AbortSignal): Promise<Hits> {
  try {
    const response = await fetch(url, { signal });
    return response.ok ? await response.json() : NOTHING;
  } catch {
    // Offline or overtaken by the next letter: the pages and sources of the palette still work.
    return NOTHING;
  }
}
