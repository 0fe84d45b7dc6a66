import type { WorkspaceCtx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { uploadSpoolFile } from "@/lib/spool";
import { readColumns } from "@/lib/sync/columns/read-columns";
import type { ColumnStats } from "@/lib/sync/columns/types";
import { READ_DEFAULTS } from "@/lib/sync/types";
import { type Proposal, proposeReading } from "@/lib/uploads/propose";
import { readHead } from "@/lib/uploads/read-head";
import { selectUpload, setColumns } from "@/lib/uploads/store";
import type { UploadedFile } from "@/lib/uploads/views";

type Looked = Proposal & {
  upload: UploadedFile;
  /** What all rows have in each column; empty while the file can't be read. */
  stats: readonly ColumnStats[];
};

type Row = NonNullable<Awaited<ReturnType<typeof selectUpload>>>;

/**
 * An uploaded file: how its beginning is best read, and what all its rows have. The first look reads it to its end and
 * keeps that, so that a page of a large file waits only once. Throws `not_found`.
 */
export async function lookInto(ctx: WorkspaceCtx, uploadId: string): Promise<Looked> {
  const upload = await ctx.db.run((tx) => selectUpload(tx, ctx, uploadId));
  if (!upload) throw notFound("The uploaded file");
  const head = await readHead(uploadId);
  const found = await proposeReading(head, head.length === upload.sizeBytes);
  const { id, fileName, sizeBytes, sha256 } = upload;
  const looked = { ...found, upload: { id, fileName, sizeBytes, sha256 } };
  if (found.problems.length > 0 || found.header.length === 0) return { ...looked, stats: [] };
  const { columns, problem } = await wholeFile(ctx, upload, found);
  return { ...looked, problems: problem ? [problem] : [], stats: columns };
}

async function wholeFile(
  ctx: WorkspaceCtx,
  { id, columns: known }: Row,
  { encoding, delimiter, headerRow }: Proposal,
): Promise<NonNullable<Row["columns"]>> {
  const readAs = JSON.stringify([encoding, delimiter, headerRow]);
  if (known?.readAs === readAs) return known;
  const settings = { ...READ_DEFAULTS, encoding, delimiter, headerRow };
  const { columns, problem } = await readColumns(await uploadSpoolFile(id), settings, { sampleRows: 0 });
  const looked = { readAs, columns: columns.filter((column) => column !== null), problem };
  await ctx.db.run((tx) => setColumns(tx, ctx, id, looked));
  return looked;
}
