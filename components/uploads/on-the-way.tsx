"use client";

import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from "react";

type Traffic = { isBusy: boolean; add: (files: number) => void };

const TrafficContext = createContext<Traffic>({ isBusy: false, add: () => {} });

/** Tracks whether a file is still uploading, so that no run starts without it. */
export function FilesOnTheWay({ children }: { children: ReactNode }) {
  const [files, setFiles] = useState(0);
  const traffic = useMemo(
    () => ({ isBusy: files > 0, add: (more: number) => setFiles((now) => now + more) }),
    [files],
  );
  return <TrafficContext value={traffic}>{children}</TrafficContext>;
}

/** Counts a file as uploading while `isGoing`. */
export function useFileOnTheWay(isGoing: boolean): void {
  const { add } = useContext(TrafficContext);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `add` only ever calls a setter
  useEffect(() => {
    if (!isGoing) return;
    add(1);
    return () => add(-1);
  }, [isGoing]);
}

/** Whether a file of the page is still uploading. */
export function useIsFileOnTheWay(): boolean {
  return useContext(TrafficContext).isBusy;
}
