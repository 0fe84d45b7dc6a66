import { randomUUID } from "node:crypto";
import { addDays } from "date-fns";
import type { CreateTokenInput } from "@/lib/api-tokens/schema";
import { countTokens, insertToken, selectWorkspacesById } from "@/lib/api-tokens/store";
import { writeAudit } from "@/lib/audit/write-audit";
import { newApiToken } from "@/lib/auth/api/token-form";
import { requireConfirmed } from "@/lib/auth/confirm";
import { hashToken } from "@/lib/auth/token";
import type { Ctx } from "@/lib/context";
import { AppError, notFound } from "@/lib/errors";
import { accountOf } from "@/lib/model/actor";
import { may } from "@/lib/permissions";

const TOKENS_MAX = 50;
/** Enough to tell tokens apart, and nothing that helps a guess. */
const PREFIX_CHARACTERS = 8;

/**
 * Makes an API token, which is in the answer and nowhere else. It may do what was chosen for it, as long as it exists:
 * also when its maker is no longer a member. Throws `forbidden` for a permission that the maker does not have,
 * `not_found` (a workspace), `conflict` (too many tokens), `confirm_needed`.
 */
export async function createToken(
  ctx: Ctx,
  { label, permissions, workspaceIds, days }: CreateTokenInput,
): Promise<{ id: string; token: string }> {
  requireConfirmed(ctx);
  if (permissions.some((permission) => !may(ctx, permission))) {
    throw new AppError("forbidden", "You can't give a token a permission that you don't have.");
  }
  const [id, token, now] = [randomUUID(), newApiToken(), ctx.clock()];
  return ctx.db.run(async (tx) => {
    if ((await countTokens(tx, ctx)) >= TOKENS_MAX) {
      throw new AppError("conflict", `An organization has up to ${TOKENS_MAX} API tokens.`, {
        remedy: "Revoke one that is not used any more.",
      });
    }
    const limited = workspaceIds ? await selectWorkspacesById(tx, ctx, workspaceIds) : [];
    if (limited.length < new Set(workspaceIds ?? []).size) throw notFound("A workspace of the token");
    const row = {
      ...{ id, label, hash: hashToken(token), prefix: token.slice(0, PREFIX_CHARACTERS) },
      ...{ permissions: [...new Set(permissions)], allWorkspaces: workspaceIds === null },
      ...{ createdBy: ctx.actor.label, createdByAccount: accountOf(ctx.actor), createdAt: now },
      expiresAt: days === null ? null : addDays(now, days),
    };
    await insertToken(
      tx,
      ctx,
      row,
      limited.map((workspace) => workspace.id),
    );
    const names = limited.map(({ name }) => name);
    await writeAudit(tx, ctx, {
      ...{ action: "token.create", targetKind: "token", targetId: id, targetLabel: label },
      detail: { permissions, workspaces: workspaceIds === null ? "all" : names, days: days ?? "never" },
    });
    return { id, token };
  });
}
