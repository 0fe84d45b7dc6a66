import { listEvents } from "@/lib/events/list-events";
import type { Cases } from "../../support/tenancy/cases";

export const verbs: Cases["verbs"] = {
  listEvents: { outcome: "own", call: ({ ctx }) => listEvents(ctx, {}) },
};
