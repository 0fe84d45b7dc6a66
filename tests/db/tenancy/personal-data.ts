import { retentionOf } from "@/lib/model/retention";
import { getRetention } from "@/lib/retention/read";
import { updateRetention } from "@/lib/retention/update";
import type { Cases } from "../../support/tenancy/cases";

const longer = () => ({ ...retentionOf(undefined), runDetails: 100 });

export const verbs: Cases["verbs"] = {
  getRetention: { outcome: "own", call: ({ ctx }) => getRetention(ctx) },
  updateRetention: { outcome: "own", call: ({ ctx }) => updateRetention(ctx, longer()) },
};

export const actions: Cases["actions"] = {
  updateRetentionAction: { scope: "org", can: "organization:update", outcome: "own", input: longer },
};
