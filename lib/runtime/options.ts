import type { ChildEnv } from "@/lib/runtime/service";

/** One kind of process alone, beside others on the same database. */
export const PARTS = ["web", "worker", "drop"] as const;
export type Part = (typeof PARTS)[number];

export type Command = "start" | "dev" | "demo" | Part;

export type Options = {
  command: Command;
  /** The environment this process was started with; children get it with our values on top. */
  inherited: ChildEnv;
};

/** The one kind of process that a command starts; null for all of them. */
export function partOf(command: Command): Part | null {
  return PARTS.find((part) => part === command) ?? null;
}
