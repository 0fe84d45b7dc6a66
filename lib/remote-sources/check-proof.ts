import { createHash } from "node:crypto";
import type { CheckResult, HostKey } from "@/drizzle/schema/remote-sources";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import type { SourceKind, SourceSettings } from "@/lib/model/source";
import type { SecretPlace } from "@/lib/secrets/envelope";
import { open, seal } from "@/lib/secrets/seal";

/** What was checked: of a new source without an id. */
type Checked = { id: string | null; kind: SourceKind; settings: SourceSettings; secret: unknown };

type Passed = { result: CheckResult; hostKey: HostKey | null };

/** A check of this morning says little about the connection that is saved now. */
const VALID_MS = 30 * 60_000;

/**
 * What a check of entered values has shown, sealed for whoever entered them: it says nothing to the browser that hands
 * it back, and opens only beside the same values in the same organization.
 */
export function sealProof(ctx: Ctx, checked: Checked, passed: Passed): string {
  return seal(JSON.stringify(passed), placeOf(ctx, checked));
}

/** Throws `conflict` when the values were changed after the check, or it is more than half an hour ago. */
export function openProof(ctx: Ctx, checked: Checked, proof: string): Passed {
  try {
    // Nothing but `sealProof` can have written what opens.
    const passed = JSON.parse(open(proof, placeOf(ctx, checked))) as Passed;
    if (ctx.clock().getTime() - Date.parse(passed.result.at) <= VALID_MS) return passed;
  } catch (cause) {
    throw outOfDate(cause);
  }
  throw outOfDate();
}

function outOfDate(cause?: unknown): AppError {
  return new AppError("conflict", "The connection was checked with other values, or too long ago.", {
    cause,
    remedy: "Check the connection again, then save.",
  });
}

function placeOf({ orgId }: Ctx, { id, ...checked }: Checked): SecretPlace {
  const boundTo = createHash("sha256")
    .update(JSON.stringify(inOrder(checked)))
    .digest("base64url");
  return { table: "remote_sources", orgId, id: id ?? "new", field: "check", boundTo };
}

/** The same value with the names of each object in order: the database keeps them in an order of its own. */
function inOrder(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, part]) => [name, inOrder(part)]),
  );
}
