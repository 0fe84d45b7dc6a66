import { createReadStream } from "node:fs";
import { createGunzip } from "node:zlib";
import type { Opened, Packed } from "@/lib/pipeline/unpack/layer";
import { cutOff, damaged, KIND_NAMES } from "@/lib/pipeline/unpack/problems";

/** All members of a gzip file one after the other, as `gunzip` gives them. */
export function openGzip({ file, name }: Packed): Opened {
  return {
    name: name.replace(/\.(gz|gzip)$/i, ""),
    layer: name,
    bytes: gunzip(file),
    explain: (error) => explain(error, name),
    close: async () => {},
  };
}

async function* gunzip(file: string): AsyncGenerator<Uint8Array> {
  const source = createReadStream(file);
  const opened = createGunzip();
  source.on("error", (error) => opened.destroy(error));
  try {
    for await (const chunk of source.pipe(opened)) yield chunk as Buffer;
  } finally {
    source.destroy();
  }
}

function explain(error: unknown, name: string) {
  const code = error instanceof Error && "code" in error ? error.code : null;
  if (code === "Z_BUF_ERROR") return cutOff(name, KIND_NAMES.gzip, error);
  if (typeof code === "string" && code.startsWith("Z_")) {
    return damaged(name, KIND_NAMES.gzip, "its bytes are not what they were when it was packed", error);
  }
  return null;
}
