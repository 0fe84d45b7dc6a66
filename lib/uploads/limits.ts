import type { WorkspaceCtx } from "@/lib/context";
import { env, supportContact } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";
import { spool } from "@/lib/spool/spool";
import { type Uploaded, uploadedSince } from "@/lib/uploads/store";

type Admitted = {
  /** It has arrived, or it never will. */
  arrived: () => void;
  /** Once it is here: lets it take this many bytes instead. Throws `too_large`. */
  admitUnpacked: (sizeBytes: number) => Promise<void>;
};

type Arriving = { orgId: string; sizeBytes: number };

// Next loads a module once for each kind of route; what is arriving is the process's.
const shared = globalThis as typeof globalThis & { rollcallArriving?: Set<Arriving> };

const DAY_MS = 24 * 3_600_000;
const BYTES = 1_000_000;

/**
 * Lets an upload of so many bytes begin, and counts it until what it gives is called. Uploads that arrive at the same
 * time count for each other; what is unpacked of them, for what is kept. Throws `throttled` (a day's limits), `too_large` (what is kept, or free space).
 */
export async function admitUpload(ctx: WorkspaceCtx, sizeBytes: number): Promise<Admitted> {
  shared.rollcallArriving ??= new Set();
  const arriving = shared.rollcallArriving;
  const own: Arriving = { orgId: ctx.orgId, sizeBytes };
  const others = [...arriving];
  arriving.add(own);
  const release = () => void arriving.delete(own);
  try {
    const since = new Date(ctx.clock().getTime() - DAY_MS);
    const stored = await ctx.db.run((tx) => uploadedSince(tx, ctx, since));
    requireWithin(stored, [...others.filter(({ orgId }) => orgId === ctx.orgId), own]);
    await requireSpace([...others, own]);
    const admitUnpacked = async (unpackedBytes: number) => {
      own.sizeBytes = unpackedBytes;
      const now = await ctx.db.run((tx) => uploadedSince(tx, ctx, since));
      requireKept(
        now,
        [...arriving].filter(({ orgId }) => orgId === ctx.orgId),
      );
      await requireSpace([...arriving]);
    };
    return { arrived: release, admitUnpacked };
  } catch (error) {
    release();
    throw error;
  }
}

function requireWithin(stored: Uploaded, arriving: readonly Arriving[]): void {
  const { count, sizeBytes } = stored;
  const { UPLOADS_PER_DAY_MAX, UPLOAD_MEGABYTES_PER_DAY_MAX } = env();
  const coming = sum(arriving);
  if (count + arriving.length > UPLOADS_PER_DAY_MAX) {
    throw new AppError(
      "throttled",
      `Your organization has uploaded ${count} files in the last 24 hours; the limit is ${UPLOADS_PER_DAY_MAX}.`,
      { remedy: "Try again later, or attach a Remote Source for files that come often." },
    );
  }
  if (sizeBytes + coming > UPLOAD_MEGABYTES_PER_DAY_MAX * BYTES) {
    const most = formatBytes(UPLOAD_MEGABYTES_PER_DAY_MAX * BYTES);
    throw new AppError(
      "throttled",
      `With this file your organization would have uploaded ${formatBytes(sizeBytes + coming)} in 24 hours; the limit is ${most}.`,
      { remedy: "Try again later, or attach a Remote Source for large files." },
    );
  }
  requireKept(stored, arriving);
}

function requireKept({ keptBytes }: Uploaded, arriving: readonly Arriving[]): void {
  const { UPLOAD_MEGABYTES_KEPT_MAX } = env();
  const coming = sum(arriving);
  if (keptBytes + coming > UPLOAD_MEGABYTES_KEPT_MAX * BYTES) {
    const most = formatBytes(UPLOAD_MEGABYTES_KEPT_MAX * BYTES);
    throw new AppError(
      "too_large",
      `${formatBytes(keptBytes)} of your organization's uploads have not been used yet; with this file they would be more than the limit of ${most}.`,
      {
        remedy: "Apply or discard the uploads that are pending. Unused uploads are deleted after 24 hours.",
      },
    );
  }
}

/** Others' files that are still arriving will need their room, too. */
async function requireSpace(arriving: readonly Arriving[]): Promise<void> {
  const free = await spool().freeMegabytes();
  if (free === null || free * BYTES - sum(arriving) >= env().FREE_MEGABYTES_MIN * BYTES) return;
  throw new AppError("too_large", "The server has too little free space for this file.", {
    remedy: `Ask ${supportContact()} to free disk space, or try again later.`,
    meta: { free },
  });
}

function sum(arriving: readonly Arriving[]): number {
  return arriving.reduce((total, { sizeBytes }) => total + sizeBytes, 0);
}
