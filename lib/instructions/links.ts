import { randomUUID } from "node:crypto";
import { addDays } from "date-fns";
import { z } from "zod";
import { writeAudit } from "@/lib/audit/write-audit";
import { hashToken, newToken } from "@/lib/auth/token";
import type { Ctx } from "@/lib/context";
import { publicUrl } from "@/lib/env";
import { AppError, notFound } from "@/lib/errors";
import {
  countOpenLinks,
  insertLink,
  lockSourceName,
  revokeLinkRow,
  selectOpenLinks,
} from "@/lib/instructions/links.store";
import type { MakeLinkInput, RevokeLinkInput } from "@/lib/instructions/schema";
import { consumeRateLimit } from "@/lib/rate-limit/rate-limit";

const LINKS_MAX = 10;

/**
 * Makes a link that opens the instructions of one Remote Source without signing in. It is in the answer and nowhere else.
 * Throws `not_found`, `conflict` (too many links), `throttled`.
 */
export async function makeInstructionLink(
  ctx: Ctx,
  { sourceId, days }: MakeLinkInput,
): Promise<{ link: string; expiresAt: Date }> {
  await consumeRateLimit(ctx, "instructionLink", ctx.orgId);
  const token = newToken();
  const now = ctx.clock();
  const expiresAt = addDays(now, days);
  await ctx.db.run(async (tx) => {
    const name = await lockSourceName(tx, ctx, sourceId);
    if (name === undefined) throw notFound("This Remote Source");
    if ((await countOpenLinks(tx, ctx, sourceId)) >= LINKS_MAX) throw tooMany();
    await insertLink(tx, ctx, {
      ...{ id: randomUUID(), sourceId, tokenHash: hashToken(token), createdBy: ctx.actor.label },
      ...{ createdAt: now, expiresAt },
    });
    await writeAudit(tx, ctx, {
      action: "remote_source.make_instructions_link",
      targetKind: "remote_source",
      targetId: sourceId,
      targetLabel: name,
      detail: { days },
    });
  });
  return { link: new URL(`/help/it/${token}`, publicUrl()).href, expiresAt };
}

/** Takes effect immediately. Throws `not_found`, also for one that has ended. */
export async function revokeInstructionLink(ctx: Ctx, { sourceId, linkId }: RevokeLinkInput): Promise<void> {
  await ctx.db.run(async (tx) => {
    const name = await lockSourceName(tx, ctx, sourceId);
    const isRevoked = name !== undefined && (await revokeLinkRow(tx, ctx, { sourceId, linkId }));
    if (!isRevoked) throw notFound("This link");
    await writeAudit(tx, ctx, {
      action: "remote_source.revoke_instructions_link",
      targetKind: "remote_source",
      targetId: sourceId,
      targetLabel: name,
    });
  });
}

export type InstructionLink = {
  id: string;
  createdBy: string;
  createdAt: Date;
  expiresAt: Date;
  lastOpenedAt: Date | null;
};

/** The links of a source that work, the newest first; none for what is no source of the organization. */
export async function listInstructionLinks(ctx: Ctx, sourceId: string): Promise<InstructionLink[]> {
  if (!z.uuid().safeParse(sourceId).success) return [];
  return ctx.db.run((tx) => selectOpenLinks(tx, ctx, sourceId));
}

function tooMany(): AppError {
  return new AppError("conflict", `A Remote Source has up to ${LINKS_MAX} links that work.`, {
    remedy: "Revoke one that is not used any more.",
  });
}
