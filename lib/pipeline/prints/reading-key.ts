import { createHash } from "node:crypto";
import type { Mapping } from "@/lib/model/mapping";
import type { PlanInputs } from "@/lib/pipeline/plan-key";

/** Raise it when the rooms read a row differently, so that rows which nobody has changed are read again. */
const VERSION = 2;

/**
 * Equal keys: equal rows mean the same. `today` (ISO) counts where a column has dates that are never in the future. Guards say
 * nothing of rows: each run is held to those of its own time.
 */
export function readingKeyOf({ guards, ...inputs }: PlanInputs, today: string): string {
  const day = dependsOnDay(inputs.mapping) ? today : null;
  return createHash("sha256")
    .update(JSON.stringify([VERSION, inputs, day]))
    .digest("hex");
}

function dependsOnDay({ columns }: Mapping): boolean {
  return Object.values(columns).some((target) => "neverFuture" in target && target.neverFuture === true);
}

/** Runs whose rows mean nothing without the other rows, or whose bytes can't be cut before they are decoded, read every row. */
export function mayHavePrints({ mode, mapping, read, managersRead }: PlanInputs): boolean {
  const { encoding, footerRows, hasRowCount = false } = read;
  return (
    mode === "complete" &&
    encoding === "utf-8" &&
    footerRows === 0 &&
    !hasRowCount &&
    !mapping.repeats &&
    managersRead === null
  );
}
