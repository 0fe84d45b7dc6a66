import type { CheckStage } from "@/drizzle/schema/remote-sources";
import type { ActionError } from "@/lib/action";
import type { CheckOutcome } from "@/lib/remote-sources/check";

/** One line of a check as it is told to the browser. */
export type CheckEvent =
  | { kind: "stage"; stage: CheckStage }
  | { kind: "outcome"; outcome: CheckOutcome }
  | { kind: "error"; error: ActionError };
