"use client";

import { createContext, useContext } from "react";
import type { Edit } from "@/components/lists/builder/edit-draft";
import type { Topic } from "@/components/lists/builder/topics";

/** What every part of the rule builder needs. */
type Builder = {
  topics: readonly Topic[];
  edit: (edit: Edit) => void;
  /** What is wrong with the part at a path; undefined when nothing is, or it is not the time to say so. */
  errorAt: (path: readonly number[]) => string | undefined;
  /** The part that is to have the focus when it appears. */
  focusKey: string | null;
  /** Whether so many more conditions may be added. */
  room: (more: number) => boolean;
};

export const BuilderContext = createContext<Builder | null>(null);

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error("Parts of the rule builder stand inside a RuleBuilder.");
  return builder;
}
