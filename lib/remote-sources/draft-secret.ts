import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { SourceKind } from "@/lib/model/source";
import type { SecretPlace } from "@/lib/secrets/envelope";
import { open, seal } from "@/lib/secrets/seal";

/** Long enough to fill in a form; what has to wait for an IT team is saved first. */
const VALID_MS = 24 * 60 * 60_000;

type Draft = { secret: unknown; at: number };

/**
 * A secret that was made here for a form that isn't saved yet. The browser keeps it and can't open it; it is worth
 * nothing in another organization or for another kind. So nothing is stored for a form that is never saved.
 */
export function sealDraft(ctx: Ctx, kind: SourceKind, secret: unknown): string {
  const draft: Draft = { secret, at: ctx.clock().getTime() };
  return seal(JSON.stringify(draft), placeOf(ctx, kind));
}

/** Gives back what `sealDraft` was given; null when it was not made here, or more than a day ago. */
export function openDraft(ctx: Ctx, kind: SourceKind, sealed: string): unknown {
  try {
    // Nothing but `sealDraft` can have written what opens.
    const { secret, at } = JSON.parse(open(sealed, placeOf(ctx, kind))) as Draft;
    return ctx.clock().getTime() - at <= VALID_MS ? secret : null;
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

function placeOf({ orgId }: Ctx, kind: SourceKind): SecretPlace {
  return { table: "remote_sources", orgId, id: "new", field: "draft", boundTo: kind };
}
