"use server";

import { action } from "@/lib/action";
import { retentionInput } from "@/lib/retention/schema";
import { updateRetention } from "@/lib/retention/update";

export const updateRetentionAction = action(
  "updateRetentionAction",
  { can: "organization:update", input: retentionInput, refreshes: true },
  updateRetention,
);
