import { createHash } from "node:crypto";
import type { AdoptionPolicy } from "@/drizzle/schema/syncs";
import type { FieldOption, ProfileField } from "@/lib/model/field";
import type { ReadSettings } from "@/lib/model/file";
import type { Mapping } from "@/lib/model/mapping";
import type { RunMode } from "@/lib/model/run";
import type { GuardLimits } from "@/lib/pipeline/guard/settings";

/** Everything but the bytes that a plan depends on. */
export type PlanInputs = {
  mode: RunMode;
  adoption: AdoptionPolicy;
  guards: GuardLimits;
  mapping: Mapping;
  read: ReadSettings;
  /** For the file of managers, where the run has one. */
  managersRead: ReadSettings | null;
  fields: readonly ProfileField[];
  teams: readonly FieldOption[];
};

/** Equal keys and equal bytes give equal plans. Raise the version when the rooms read a file differently. */
export function planKeyOf(inputs: PlanInputs): string {
  return createHash("sha256")
    .update(JSON.stringify([2, inputs]))
    .digest("hex");
}
