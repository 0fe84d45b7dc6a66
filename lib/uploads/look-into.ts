import type { WorkspaceCtx } from "@/lib/context";
import { isAppError, notFound } from "@/lib/errors";
import type { ColumnStats } from "@/lib/model/column-stats";
import { READ_DEFAULTS, type RowsOfFile } from "@/lib/model/file";
import type { Mapping } from "@/lib/model/mapping";
import { readColumns } from "@/lib/pipeline/columns/read-columns";
import { uploadKey } from "@/lib/spool/keys";
import { spool } from "@/lib/spool/spool";
import { lookThrough, proposeFooter } from "@/lib/uploads/look-through";
import { type Proposal, proposeReading } from "@/lib/uploads/propose";
import { selectUpload, setColumns } from "@/lib/uploads/store";

type UploadedFile = Pick<Row, "id" | "fileName" | "sizeBytes" | "sha256" | "packed">;

export type Looked = Proposal & {
  upload: UploadedFile;
  /** Rows to leave out at the end: what the person said, or those that look like totals. */
  footerRows: number;
  /** What all rows have in each column; empty while the file can't be read. */
  stats: readonly ColumnStats[];
};

type Look = {
  /** Whether the mapping takes a header. */
  accepts: (header: string[]) => boolean;
  columns: Mapping["columns"] | NonNullable<Mapping["managers"]>["columns"];
  /** What the person has said of the file. */
  rows?: Partial<RowsOfFile> | undefined;
};

type Row = NonNullable<Awaited<ReturnType<typeof selectUpload>>>;

/**
 * An uploaded file: how it is best read, and what all its rows have. The first look reads it to its end and keeps that,
 * so that a page of a large file waits only once. Throws `not_found`.
 */
export async function lookInto(
  ctx: WorkspaceCtx,
  uploadId: string,
  { accepts, columns, rows = {} }: Look,
): Promise<Looked> {
  const upload = await ctx.db.run((tx) => selectUpload(tx, ctx, uploadId));
  if (!upload) throw notFound("The uploaded file");
  const head = await readHead(uploadId);
  const isWhole = head.length === (upload.packed?.contentSizeBytes ?? upload.sizeBytes);
  const isSheet = isOfSheet(upload);
  const found = await proposeReading(head, isWhole, { accepts, headerRow: rows.headerRow, isSheet });
  const { id, fileName, sizeBytes, sha256, packed } = upload;
  const looked = { ...found, upload: { id, fileName, sizeBytes, sha256, packed } };
  if (found.problems.length > 0 || found.header.length === 0)
    return { ...looked, stats: [], footerRows: rows.footerRows ?? 0 };
  const footerOf = (last: string[][]) => rows.footerRows ?? proposeFooter(found.header, last, columns);
  const { columns: stats, problem, footerRows = 0 } = await wholeFile(ctx, upload, found, footerOf);
  return { ...looked, stats, footerRows, problems: problem ? [problem] : [] };
}

/** Whether it is what we made of a sheet. */
function isOfSheet({ packed }: Row): boolean {
  return packed?.sheet !== undefined;
}

async function wholeFile(
  ctx: WorkspaceCtx,
  upload: Row,
  { encoding, delimiter, headerRow }: Proposal,
  footerOf: (last: string[][]) => number,
): Promise<NonNullable<Row["columns"]>> {
  const { id, columns: kept } = upload;
  const readAs = JSON.stringify([encoding, delimiter, headerRow]);
  const known = kept?.readAs === readAs && kept.last ? kept : null;
  if (known && known.footerRows === footerOf(known.last ?? [])) return known;
  const { file, release } = await spool().local(uploadKey(id)).catch(uploadGone);
  const read = (footerRows: number) =>
    readColumns(
      file,
      { ...READ_DEFAULTS, encoding, delimiter, headerRow, footerRows, isSheet: isOfSheet(upload) },
      { sampleRows: 0 },
    );
  const { rows: _, ...found } = await lookThrough(read, { last: known?.last ?? null, footerOf }).finally(
    release,
  );
  const looked = { readAs, ...found };
  await ctx.db.run((tx) => setColumns(tx, ctx, id, looked));
  return looked;
}

const HEAD_BYTES = 256 * 1024;

/** The beginning of an uploaded file. Throws `not_found` once a run has used it or a day has passed. */
export async function readHead(uploadId: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  try {
    const head = spool().read(uploadKey(uploadId), { start: 0, end: HEAD_BYTES });
    for await (const chunk of head) chunks.push(chunk);
  } catch (error) {
    throw uploadGone(error);
  }
  return Buffer.concat(chunks);
}

function uploadGone(error: unknown): never {
  throw isAppError(error) && error.code === "not_found" ? notFound("The uploaded file") : error;
}
