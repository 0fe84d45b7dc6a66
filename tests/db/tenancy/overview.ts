import { getPulse } from "@/lib/overview/pulse";
import { getOverview, listNights } from "@/lib/overview/read";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const all = { q: "", needy: false, page: 1, pageSize: 50 };
const nights = ({ syncId }: World) => ({ syncId });

export const verbs: Cases["verbs"] = {
  getPulse: { outcome: "own", call: ({ ctx }) => getPulse(ctx) },
  getOverview: { outcome: "own", call: ({ ctx }) => getOverview(ctx, all) },
  listNights: { outcome: "not_found", call: ({ ws }, victim) => listNights(ws, nights(victim)) },
};

export const actions: Cases["actions"] = {
  listNightsAction: { scope: "workspace", can: "run:view", outcome: "not_found", input: nights },
};

export const routes: Cases["routes"] = {
  "GET app/api/pulse/route.ts": {
    ...{ scope: "org", can: "organization:enter", outcome: "own" },
    request: ({ slug }) => ({ url: `/api/pulse?org=${slug}` }),
  },
};
