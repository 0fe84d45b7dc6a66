"use server";

import { action } from "@/lib/action";
import { createToken } from "@/lib/api-tokens/create";
import { revokeToken } from "@/lib/api-tokens/revoke";
import { createTokenInput, tokenIdInput } from "@/lib/api-tokens/schema";

export const createTokenAction = action(
  "createTokenAction",
  { can: "token:create", input: createTokenInput, refreshes: true },
  createToken,
);

export const revokeTokenAction = action(
  "revokeTokenAction",
  { can: "token:revoke", input: tokenIdInput, refreshes: true },
  revokeToken,
);
