import type { RunTrigger } from "@/lib/sync/types";

export const TRIGGER_WORDS: Readonly<Record<RunTrigger, string>> = {
  schedule: "Schedule",
  manual: "Sync now",
  undo: "Undo",
  upload: "Upload",
};
