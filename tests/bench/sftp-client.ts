import { rm } from "node:fs/promises";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { fetchFile } from "@/lib/pipeline/source/fetch-file";
import type { SftpAuth } from "@/lib/pipeline/source/sftp/target";
import { answer } from "./child";

export type FetchOrder = { port: number; username: string; auth: SftpAuth; path: string; folder: string };

export type SftpOrders = {
  /** A whole fetch, from connecting until the file is on the disk. Megabytes are above what was used before it. */
  fetch: {
    order: FetchOrder;
    answer: { ms: number; sizeBytes: number; sha256: string; rssMb: number; buffersMb: number };
  };
};

answer<SftpOrders>({
  fetch: async ({ folder, path, ...login }) => {
    const spoolFile = join(folder, "ours.bin");
    const before = used();
    const peak = { ...before };
    const timer = setInterval(() => {
      const now = used();
      peak.rss = Math.max(peak.rss, now.rss);
      peak.buffers = Math.max(peak.buffers, now.buffers);
    }, 5);
    const begun = performance.now();
    const { identity } = await fetchFile(
      { kind: "sftp", host: "127.0.0.1", hostKey: null, path, ...login },
      {
        spoolFile,
        sizeBytesMax: 2 ** 33,
        signal: AbortSignal.timeout(300_000),
        onProgress: () => {},
      },
    );
    const ms = performance.now() - begun;
    clearInterval(timer);
    await rm(spoolFile);
    const { sizeBytes, sha256 } = identity;
    const rssMb = (peak.rss - before.rss) / 1e6;
    return { ms, sizeBytes, sha256, rssMb, buffersMb: (peak.buffers - before.buffers) / 1e6 };
  },
});

function used(): { rss: number; buffers: number } {
  const { rss, arrayBuffers } = process.memoryUsage();
  return { rss, buffers: arrayBuffers };
}
