import type { ChangeStatus } from "@/drizzle/schema/changes";
import type { RunState } from "@/lib/model/run";

/** The standings of the lines that a person still has to decide about; none when the run waits for nobody. */
export function undecidedOf({
  state,
  appliedAt,
}: {
  state: RunState;
  appliedAt: Date | null;
}): ChangeStatus[] {
  if (state !== "held") return [];
  return appliedAt ? ["waiting"] : ["planned", "waiting"];
}
