"use server";

import { action } from "@/lib/action";
import { makeInstructionLink, revokeInstructionLink } from "@/lib/instructions/links";
import { makeLinkInput, revokeLinkInput } from "@/lib/instructions/schema";

export const makeInstructionLinkAction = action(
  "makeInstructionLinkAction",
  { can: "remote_source:update", input: makeLinkInput, refreshes: true },
  makeInstructionLink,
);

export const revokeInstructionLinkAction = action(
  "revokeInstructionLinkAction",
  { can: "remote_source:update", input: revokeLinkInput, refreshes: true },
  revokeInstructionLink,
);
