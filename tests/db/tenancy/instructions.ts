import { listInstructionLinks, makeInstructionLink, revokeInstructionLink } from "@/lib/instructions/links";
import { findInstructions } from "@/lib/instructions/read";
import type { Cases } from "../../support/tenancy/cases";
import type { World } from "../../support/tenancy/world";

const wanted = ({ remoteSourceId }: World) => ({ sourceId: remoteSourceId, days: 30 });
const named = ({ remoteSourceId, apiTokenId }: World) => ({ sourceId: remoteSourceId, linkId: apiTokenId });

export const verbs: Cases["verbs"] = {
  makeInstructionLink: {
    outcome: "not_found",
    call: ({ ctx }, victim) => makeInstructionLink(ctx, wanted(victim)),
  },
  revokeInstructionLink: {
    outcome: "not_found",
    call: ({ ctx }, victim) => revokeInstructionLink(ctx, named(victim)),
  },
  listInstructionLinks: {
    outcome: "own",
    call: ({ ctx }, victim) => listInstructionLinks(ctx, victim.remoteSourceId),
  },
  findInstructions: {
    outcome: "own",
    call: ({ ctx }, victim) => findInstructions(ctx, victim.remoteSourceId),
  },
};

const can = "remote_source:update";

export const actions: Cases["actions"] = {
  makeInstructionLinkAction: { scope: "org", can, outcome: "not_found", input: wanted },
  revokeInstructionLinkAction: { scope: "org", can, outcome: "not_found", input: named },
};
