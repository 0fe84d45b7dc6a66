import { getOverview, listNights } from "@/lib/overview/read";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const all = { q: "", needy: false, page: 1, pageSize: 50 };
const nights = ({ syncId }: World) => ({ syncId });

export const verbs: Cases["verbs"] = {
  getOverview: { outcome: "own", call: ({ ctx }) => getOverview(ctx, all) },
  listNights: { outcome: "not_found", call: ({ ws }, victim) => listNights(ws, nights(victim)) },
};

export const actions: Cases["actions"] = {
  listNightsAction: { scope: "workspace", can: "run:view", outcome: "not_found", input: nights },
};
