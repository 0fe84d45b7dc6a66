import { createToken } from "@/lib/api-tokens/create";
import { listTokens } from "@/lib/api-tokens/read";
import { revokeToken } from "@/lib/api-tokens/revoke";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const wanted = ({ workspaceId }: World) => ({
  label: "Nightly export",
  permissions: ["run:view" as const],
  workspaceIds: [workspaceId],
  days: 30,
});
const named = ({ apiTokenId }: World) => ({ id: apiTokenId });

export const verbs: Cases["verbs"] = {
  createToken: {
    outcome: "not_found",
    // As after the password was entered, so that it is the ids that are refused.
    call: ({ ctx }, victim) => createToken({ ...ctx, confirmedAt: ctx.clock() }, wanted(victim)),
  },
  revokeToken: { outcome: "not_found", call: ({ ctx }, victim) => revokeToken(ctx, named(victim)) },
  listTokens: { outcome: "own", call: ({ ctx }) => listTokens(ctx) },
};

export const actions: Cases["actions"] = {
  createTokenAction: { scope: "org", can: "token:create", outcome: "not_found", input: wanted },
  revokeTokenAction: { scope: "org", can: "token:revoke", outcome: "not_found", input: named },
};
