"use client";

import { createContext, type ReactNode, use } from "react";
import type { ProblemWords } from "@/components/shell/error-problem";

const Words = createContext<ProblemWords | undefined>(undefined);

/** What the page of an error says in the language of the pages around it: such a page is given nothing by the server. */
export function ProblemWordsProvider({ words, children }: { words: ProblemWords; children: ReactNode }) {
  return <Words value={words}>{children}</Words>;
}

export function useProblemWords(): ProblemWords | undefined {
  return use(Words);
}
