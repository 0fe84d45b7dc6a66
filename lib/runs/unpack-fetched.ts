import { rename, rm } from "node:fs/promises";
import type { SourceIdentity } from "@/lib/model/file";
import type { FileSettings } from "@/lib/model/file-settings";
import type { UploadRow } from "@/lib/pipeline/persistence/inputs.store";
import type { Fetched } from "@/lib/pipeline/source/types";
import type { PgpKeys } from "@/lib/pipeline/unpack/pgp/open-pgp";
import { unpackFile } from "@/lib/pipeline/unpack/unpack-file";

type Unpack = {
  /** Where what was in it goes; the fetched file may lie there. */
  into: string;
  pgp: PgpKeys | null;
  settings: Pick<FileSettings, "zipEntry" | "sheet">;
  sizeBytesMax: number;
  signal: AbortSignal;
};

/**
 * A fetched file as the CSV file that was in it, which replaces what was downloaded; an uploaded file stays. Plain files are given
 * back as they are. When it throws, what was downloaded is gone.
 */
export async function unpackFetched(fetched: Fetched, unpack: Unpack): Promise<Fetched> {
  const { into, pgp, settings, sizeBytesMax, signal } = unpack;
  try {
    const unpacked = await unpackFile({
      file: fetched.file,
      name: baseName(fetched.identity.path),
      scratch: into,
      settings,
      pgp,
      sizeBytesMax,
      signal,
    });
    if (!unpacked) return fetched;
    await rename(unpacked.file, into);
    const { layers, contentSha256, sizeBytes: contentSizeBytes } = unpacked;
    const fromSheet = unpacked.sheet === null ? {} : { sheet: unpacked.sheet };
    const identity = { ...fetched.identity, layers, contentSha256, contentSizeBytes, ...fromSheet };
    const dispose = async () => {
      await rm(into, { force: true });
      await fetched.dispose();
    };
    return { ...fetched, identity, file: into, dispose };
  } catch (error) {
    await fetched.dispose();
    throw error;
  }
}

type Upload = Pick<UploadRow, "sizeBytes" | "sha256" | "packed">;

/** Of an upload that was unpacked when it came in: what the person sent, with what was in it, which `spooled` is. */
export function identityOfUpload(spooled: SourceIdentity, { packed, ...sent }: Upload): SourceIdentity {
  if (!packed) return spooled;
  const { layers, sheet } = packed;
  return {
    ...spooled,
    ...{ sizeBytes: sent.sizeBytes, sha256: sent.sha256 },
    contentSha256: spooled.sha256,
    contentSizeBytes: spooled.sizeBytes,
    ...(layers ? { layers } : {}),
    ...(sheet === undefined ? {} : { sheet }),
  };
}

function baseName(path: string): string {
  return path.split("/").at(-1) || path;
}
