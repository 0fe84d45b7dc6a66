import type { Cases } from "../../support/tenancy/cases";

export const verbs: Cases["verbs"] = {
  keepSkipped: { trusted: "Called by the worker alone, within a run it has claimed." },
};
