import { searchWorkspace } from "@/lib/search/search-workspace";
import type { Cases } from "../../support/tenancy/cases";

export const verbs: Cases["verbs"] = {
  searchWorkspace: { outcome: "own", call: ({ ws }, { mark }) => searchWorkspace(ws, mark) },
};

export const routes: Cases["routes"] = {
  "GET app/api/search/route.ts": {
    scope: "workspace",
    can: "user:view",
    outcome: "own",
    // The mark without its first letters: what the answer repeats of the question is no leak.
    request: ({ slug, workspaceSlug }, { mark }) => ({
      url: `/api/search?org=${slug}&workspace=${workspaceSlug}&q=${mark.slice(1)}`,
    }),
  },
};
