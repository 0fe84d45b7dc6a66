"use client";

import { createContext, useContext } from "react";
import type { Edit } from "@/lib/rules/edit-draft";
import type { Topic } from "@/lib/rules/topics";

/** What every part of the rule builder shares. */
type Builder = {
  topics: readonly Topic[];
  edit: (edit: Edit) => void;
  /** What is wrong with the part at a path; undefined when it is valid, or too early to say. */
  errorAt: (path: readonly number[]) => string | undefined;
  /** The part that gets the focus when it appears. */
  focusKey: string | null;
  /** Whether `more` conditions may be added. */
  canAdd: (more: number) => boolean;
};

export const BuilderContext = createContext<Builder | null>(null);

export function useBuilder(): Builder {
  const builder = useContext(BuilderContext);
  if (!builder) throw new Error("Parts of the rule builder must be inside a RuleBuilder.");
  return builder;
}
