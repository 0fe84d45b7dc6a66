"use client";

import { useEffect, useState } from "react";
import type { WorkspaceHits } from "@/lib/search/search-workspace";

/** The JSON form of the hits, in which dates are text. */
type Hits = Pick<WorkspaceHits, "users" | "syncs" | "teams" | "lists"> & { runs: { id: string }[] };

const NOTHING: Hits = { users: [], syncs: [], teams: [], lists: [], runs: [] };
const DEBOUNCE_MS = 150;

/** The search results of the workspace for the typed text. Earlier results stay until new ones arrive. */
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
    // Offline, or aborted by the next letter. The local items of the palette still work.
    return NOTHING;
  }
}
