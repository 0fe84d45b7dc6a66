import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type { Opened, Packed } from "@/lib/pipeline/unpack/layer";
import { cutOff, damaged, KIND_NAMES } from "@/lib/pipeline/unpack/problems";

/** All members of a gzip file one after the other, as `gunzip` gives them. */
export function openGzip({ file, name, signal }: Packed): Opened {
  const source = createReadStream(file, { signal });
  const gunzip = createGunzip();
  source.on("error", (error) => gunzip.destroy(error));
  source.pipe(gunzip);
  return {
    name: name.replace(/\.(gz|gzip)$/i, ""),
    layer: name,
    bytes: gunzip,
    explain: (error) => explain(error, name),
    close: async () => {
      source.destroy();
      gunzip.destroy();
    },
  };
}

function explain(error: unknown, name: string) {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "Z_BUF_ERROR") return cutOff(name, KIND_NAMES.gzip, error);
  if (typeof code === "string" && code.startsWith("Z_")) {
    return damaged(name, KIND_NAMES.gzip, "its bytes are not what they were when it was packed", error);
  }
  return null;
}
