import { open } from "node:fs/promises";
import type { FileLookFound } from "@/drizzle/schema/file-looks";
import { checkpoint } from "@/lib/checkpoints";
import type { WorkspaceCtx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { listFields } from "@/lib/fields/read";
import { cutSamples } from "@/lib/file-looks/cut-samples";
import type { Beating } from "@/lib/file-looks/heartbeat";
import { type SamplePlan, samplesOf } from "@/lib/file-looks/sample-plan";
import { READ_DEFAULTS } from "@/lib/model/file";
import { readColumns } from "@/lib/pipeline/columns/read-columns";
import { isReadable } from "@/lib/pipeline/find-header";
import { getSyncRow, type SyncRow } from "@/lib/pipeline/persistence/inputs.store";
import type { Fetched } from "@/lib/pipeline/source/types";
import { prepareMapping } from "@/lib/pipeline/validate/prepare-mapping";
import { resolvePgpKeys } from "@/lib/remote-sources/pgp/resolve-keys";
import { chooseRemoteFiles, fetchRemote } from "@/lib/runs/fetch-remote";
import { unpackFetched } from "@/lib/runs/unpack-fetched";
import { scratchFile } from "@/lib/spool/scratch";
import { lookThrough, proposeFooter } from "@/lib/uploads/look-through";
import { proposeReading } from "@/lib/uploads/propose";

type Input = { lookId: string; syncId: string; beating: Beating; plan: SamplePlan };

/** Where the file is while it is read. */
export function scratchName(lookId: string): string {
  return `look-${lookId}`;
}

/** Fetches the file of a sync once, or samples of a very large one, and gives what its rows have. Throws what fetching and unpacking throw, and `file_blocked`. */
export async function lookAtFile(ctx: WorkspaceCtx, input: Input): Promise<FileLookFound> {
  const sync = await getSyncRow(ctx, input.syncId);
  const fetched = await fetchUsersFile(ctx, sync, input);
  checkpoint("look-fetched");
  try {
    return await readFetched(ctx, { sync, fetched, beating: input.beating });
  } finally {
    await fetched.dispose();
  }
}

async function fetchUsersFile(
  ctx: WorkspaceCtx,
  row: SyncRow,
  { lookId, beating: { at, signal }, plan }: Input,
): Promise<Fetched> {
  // As if no run had taken a file yet: what is there now says what the columns are.
  const sync = { ...row, taken: {}, baseline: null, managersPath: null };
  const { users, place } = await chooseRemoteFiles(ctx, { sync, run: { askedPath: null }, signal });
  const spoolFile = await scratchFile(scratchName(lookId));
  const { sizeBytesMax } = READ_DEFAULTS;
  const onProgress = (progress: Partial<typeof at>) => void Object.assign(at, progress);
  const pgp = await resolvePgpKeys(ctx, place.remoteSourceId);
  const choose = (head: Buffer, sizeBytes: number) => {
    const parts = samplesOf(head, sizeBytes, plan);
    if (parts) at.isSampled = true;
    return parts;
  };
  // One that should be encrypted or signed is refused if it is not.
  const isBare = !pgp || (!pgp.isRequired && pgp.signers.length === 0);
  const parts = isBare ? { aboveBytes: plan.aboveBytes, choose } : undefined;
  const how = { spoolFile, sizeBytesMax, onProgress, parts };
  const fetched = await fetchRemote(ctx, { sync, place }, { chosen: users, ...how });
  if (fetched.parts) return fetched;
  return unpackFetched(fetched, {
    ...{ into: spoolFile, pgp, settings: users.settings, sizeBytesMax, signal },
  });
}

const SAMPLE_ROWS = 5;

type Here = { sync: SyncRow; fetched: Fetched; beating: Beating };

async function readFetched(
  ctx: WorkspaceCtx,
  { sync, fetched, beating: { at, signal } }: Here,
): Promise<FileLookFound> {
  const { identity, file, parts } = fetched;
  const { path, sizeBytes, modifiedAt, sheet, layers } = identity;
  const contentBytes = identity.contentSizeBytes ?? sizeBytes;
  Object.assign(at, { phase: "reading", bytesDone: 0, bytesTotal: parts ? null : contentBytes });
  const { mapping, readSettings: asked } = sync;
  const fields = await listFields(ctx);
  const accepts = (header: string[]) =>
    isReadable(() => prepareMapping(header, mapping, fields, { teams: [] }));
  const head = await headOf(file);
  const isSheet = sheet !== undefined;
  const proposal = await proposeReading(head, head.length === contentBytes, {
    ...{ accepts, isSheet, headerRow: asked.headerRow },
  });
  const { encoding, delimiter, headerRow, header, sample, problems } = proposal;
  const [problem] = problems;
  if (header.length === 0) throw unreadable(problem);
  const settings = { ...READ_DEFAULTS, encoding, delimiter, headerRow, isSheet };
  const into = `${file}.rows`;
  const cut = parts ? await cutSamples({ file, parts, read: settings, into, signal }) : null;
  if (cut) at.bytesTotal = cut.sizeBytes;
  const read = (footerRows: number) =>
    readColumns(
      cut ? into : file,
      { ...settings, footerRows },
      {
        ...{ sampleRows: SAMPLE_ROWS, signal, isSampled: cut !== null },
        onBytes: (bytesDone) => void Object.assign(at, { bytesDone }),
      },
    );
  const looked = await lookThrough(read, {
    last: null,
    footerOf: (last) => asked.footerRows ?? proposeFooter(header, last, mapping.columns),
  });
  return {
    source: { path, sizeBytes, modifiedAt, ...(sheet ? { sheet } : {}), ...(layers ? { layers } : {}) },
    read: { encoding, delimiter, headerRow, footerRows: looked.footerRows },
    ...{ header, sample, columns: looked.columns, rows: looked.rows },
    ...(cut ? { isSampled: true, samples: cut.samples } : { isSampled: false }),
    problem: looked.problem ?? problem ?? cut?.problem ?? null,
  };
}

function unreadable(problem: FileLookFound["problem"] | undefined): AppError {
  return new AppError("file_blocked", problem?.message ?? "The file has no header.", {
    remedy: problem?.remedy ?? "Export it again with a header row, and check that it is a CSV file.",
  });
}

const HEAD_BYTES = 256 * 1024;

async function headOf(file: string): Promise<Uint8Array> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
