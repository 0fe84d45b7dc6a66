import type { Part } from "@/lib/pipeline/source/types";
import { mayBePacked } from "@/lib/pipeline/unpack/kind";

/** Which parts of a very large file are read in its place, to propose what its columns fill. */
export type SamplePlan = {
  aboveBytes: number;
  /** Of the first sample, which has the header. */
  headBytes: number;
  /** Of each other. More than the longest row: so a sample tells whether it begins within a cell, see `certainRows`. */
  sampleBytes: number;
  samples: number;
};

export const SAMPLE_PLAN: SamplePlan = {
  aboveBytes: 256_000_000,
  headBytes: 4 * 1024 ** 2,
  sampleBytes: 1.25 * 1024 ** 2,
  samples: 24,
};

/** The beginning, the end, and samples at equal distances between them; null for a file that has to be read whole. */
export function samplesOf(
  head: Buffer,
  sizeBytes: number,
  { headBytes, sampleBytes, samples }: SamplePlan,
): Part[] | null {
  const others = samples - 1;
  const distance = (sizeBytes - headBytes - sampleBytes) / others;
  if (mayBePacked(head) || distance < sampleBytes) return null;
  const parts = Array.from({ length: others }, (_, at) => {
    // No character of UTF-16 is cut in two at an even place.
    const start = Math.floor((headBytes + (at + 1) * distance) / 2) * 2;
    return { start, end: at === others - 1 ? sizeBytes : start + sampleBytes };
  });
  return [{ start: 0, end: headBytes }, ...parts];
}
