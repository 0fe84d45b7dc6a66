import type { WorkspaceCtx } from "@/lib/context";
import { removeBytes } from "@/lib/drops/remove-bytes";
import { AppError } from "@/lib/errors";
import type { KnownPerson } from "@/lib/personal-data/known";
import {
  deleteLooks,
  forgetDropFile,
  isUploadInUse,
  selectDropFiles,
  selectUploadTexts,
  setUploadTexts,
} from "@/lib/personal-data/runs.store";
import { anyOf, type Traces } from "@/lib/personal-data/traces";
import { dropKey, type SpoolKey, uploadKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";
import { setUsed } from "@/lib/uploads/store";

/** Files of drops that are kept for download go; one that is in its folder is the customer's, and is only told of. */
export async function forgetDropFiles(
  ctx: WorkspaceCtx,
  traces: Traces,
): Promise<{ removed: number; remaining: string[] }> {
  const gone: string[] = [];
  const remaining: string[] = [];
  for (const { id, sourceName, path, isPresent } of await ctx.db.run((tx) => selectDropFiles(tx, ctx))) {
    const found = await lookInto(dropKey(id), traces);
    if (found === "none") continue;
    if (!isPresent) {
      gone.push(id);
      continue;
    }
    const where = `The file ${traces.isIn(path ?? "") ? "" : `${path} `}in the drop “${sourceName}”`;
    const what = found === "named" ? "names this person" : "is packed or encrypted, and may name this person";
    remaining.push(`${where} ${what}. Replace or delete it there.`);
  }
  await ctx.db.run(async (tx) => {
    for (const id of gone) await forgetDropFile(tx, ctx, id);
  });
  await removeBytes(gone);
  return { removed: gone.length, remaining };
}

/** What was read for proposals goes, and uploads that wait to be used go when they name the person, and what was noted of others. Throws `conflict`. */
export async function forgetUploads(
  ctx: WorkspaceCtx,
  { traces, emails }: Pick<KnownPerson, "traces" | "emails">,
): Promise<number> {
  const pattern = anyOf(traces.inJson);
  await ctx.db.run((tx) => deleteLooks(tx, ctx, pattern));
  const uploads = await ctx.db.run((tx) => selectUploadTexts(tx, ctx, { pattern, emails }));
  let removed = 0;
  for (const { isWaiting, ...upload } of uploads) {
    const isNamed = isWaiting && (await lookInto(uploadKey(upload.id), traces)) === "named";
    if (isNamed && (await ctx.db.run((tx) => isUploadInUse(tx, ctx, upload.id)))) throw uploadInUse();
    await ctx.db.run((tx) =>
      setUploadTexts(tx, ctx, {
        id: upload.id,
        fileName: traces.cutName(upload.fileName),
        columns: upload.columns && traces.without(upload.columns),
      }),
    );
    if (!isNamed) continue;
    await ctx.db.run((tx) => setUsed(tx, ctx, upload.id, ctx.clock()));
    await spool().remove(uploadKey(upload.id));
    removed += 1;
  }
  return removed;
}

function uploadInUse(): AppError {
  return new AppError(
    "conflict",
    "A plan that is pending approval was made from an upload that names this person.",
    {
      remedy: "Approve or discard the plan first, then erase the person.",
    },
  );
}

/** Rows are looked at line by line: what has no line end in this many characters is no text. */
const LINE_CHARS_MAX = 1_000_000;
const CELLS = /[,;\t|]/;

/** Whether a spooled file names the person; `unknown` for one that is no plain text. */
async function lookInto(key: SpoolKey, traces: Traces): Promise<"named" | "none" | "unknown"> {
  if (!(await spool().stat(key))) return "none";
  const decoder = new TextDecoder();
  let rest = "";
  let isFirst = true;
  for await (const bytes of spool().read(key)) {
    if (isFirst && isPacked(bytes)) return "unknown";
    isFirst = false;
    // UTF-16 without its zero bytes is ASCII where addresses and IDs are.
    const lines = `${rest}${decoder.decode(bytes, { stream: true }).replaceAll("\0", "")}`.split(/\r?\n|\r/);
    rest = lines.pop() ?? "";
    if (rest.length > LINE_CHARS_MAX) return "unknown";
    if (lines.some((line) => isTheirs(line, traces))) return "named";
  }
  return isTheirs(rest, traces) ? "named" : "none";
}

function isTheirs(line: string, traces: Traces): boolean {
  return traces.isIn(line) || traces.isRow(line.split(CELLS).map((cell) => cell.replace(/^\s*"|"\s*$/g, "")));
}

/** By its first bytes: a zip file or workbook, gzip, or a message of PGP. */
function isPacked(bytes: Uint8Array): boolean {
  const [a = 0, b = 0] = bytes;
  if ((a === 0x50 && b === 0x4b) || (a === 0x1f && b === 0x8b)) return true;
  return (a & 0x80) !== 0 && a !== 0xef && a !== 0xff && a !== 0xfe
    ? true
    : Buffer.from(bytes.subarray(0, 27)).toString("latin1").startsWith("-----BEGIN PGP");
}
