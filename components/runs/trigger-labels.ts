import type { RunTrigger } from "@/lib/model/run";
import type { RunItem } from "@/lib/runs/views/types";

const TRIGGER_WORDS: Readonly<Record<RunTrigger, string>> = {
  schedule: "Schedule",
  arrival: "File arrived",
  manual: "Sync now",
  undo: "Undo",
  upload: "Upload",
};

/** "Kim (Sync now)", "Kim (Preview)", "Schedule" or "File arrived". */
export function startedBy({
  trigger,
  intent,
  requestedBy,
}: Pick<RunItem, "trigger" | "intent" | "requestedBy">): string {
  if (trigger === "schedule" || trigger === "arrival") return TRIGGER_WORDS[trigger];
  const how = trigger === "manual" && intent === "preview" ? "Preview" : TRIGGER_WORDS[trigger];
  return `${requestedBy} (${how})`;
}
