import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import type { ColumnStats } from "@/lib/model/column-stats";
import type { RowsOfFile } from "@/lib/model/file";
import { READ_DEFAULTS } from "@/lib/model/file";
import type { Mapping } from "@/lib/model/mapping";
import { readColumns } from "@/lib/pipeline/columns/read-columns";
import { uploadSpoolFile } from "@/lib/spool";
import { type Proposal, proposeReading } from "@/lib/uploads/propose";
import { proposeFooter } from "@/lib/uploads/propose-footer";
import { readHead } from "@/lib/uploads/read-head";
import { selectUpload, setColumns } from "@/lib/uploads/store";
import type { UploadedFile } from "@/lib/uploads/views";

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
  const isWhole = head.length === upload.sizeBytes;
  const found = await proposeReading(head, isWhole, { accepts, headerRow: rows.headerRow });
  const { id, fileName, sizeBytes, sha256 } = upload;
  const looked = { ...found, upload: { id, fileName, sizeBytes, sha256 } };
  if (found.problems.length > 0 || found.header.length === 0)
    return { ...looked, stats: [], footerRows: rows.footerRows ?? 0 };
  const footerOf = (last: string[][]) => rows.footerRows ?? proposeFooter(found.header, last, columns);
  const { columns: stats, problem, footerRows = 0 } = await wholeFile(ctx, upload, found, footerOf);
  return { ...looked, stats, footerRows, problems: problem ? [problem] : [] };
}

async function wholeFile(
  ctx: WorkspaceCtx,
  { id, columns: kept }: Row,
  { encoding, delimiter, headerRow }: Proposal,
  footerOf: (last: string[][]) => number,
): Promise<NonNullable<Row["columns"]>> {
  const readAs = JSON.stringify([encoding, delimiter, headerRow]);
  const known = kept?.readAs === readAs && kept.last ? kept : null;
  const path = await uploadSpoolFile(id);
  const read = (footerRows: number) =>
    readColumns(path, { ...READ_DEFAULTS, encoding, delimiter, headerRow, footerRows }, { sampleRows: 0 });
  const all = known ? null : await read(0);
  const last = known?.last ?? all?.last ?? [];
  const footerRows = footerOf(last);
  if (known?.footerRows === footerRows) return known;
  const { columns, problem } = all && footerRows === 0 ? all : await read(footerRows);
  const looked = { readAs, footerRows, last, problem, columns: columns.filter((column) => column !== null) };
  await ctx.db.run((tx) => setColumns(tx, ctx, id, looked));
  return looked;
}
