import { supportContact } from "@/lib/env";
import { AppError } from "@/lib/errors";
import { formatBytes } from "@/lib/format/bytes";
import type { SourceLimits } from "@/lib/pipeline/source/types";

/** A server that keeps a run waiting keeps others waiting too. */
export function tooSlow(bytesPerSecond: number, { bytesPerSecondMin, rateWindowMs }: SourceLimits): AppError {
  const rate = formatBytes(Math.round(bytesPerSecond));
  const seconds = Math.max(1, Math.round(rateWindowMs / 1000));
  return new AppError(
    "source_unusable",
    `Connection error: The file arrives too slowly: ${rate} per second, averaged over ${seconds} s`,
    {
      meta: { bytesPerSecond },
      remedy: `At least ${formatBytes(bytesPerSecondMin)} per second are needed. Nothing was changed. Ask your IT team to look at the server and its network, then run the sync again.`,
    },
  );
}

/** The operator's limit for the download of a run is up. */
export function outOfTime(downloadMs: number): AppError {
  const minutes = Math.max(1, Math.round(downloadMs / 60_000));
  return new AppError(
    "source_unusable",
    `Connection error: The download was not complete after ${minutes} min`,
    {
      remedy: `Nothing was changed. Ask your IT team why the server is slow. To raise the limit, ask ${supportContact()}.`,
    },
  );
}
