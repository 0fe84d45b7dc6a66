import { contentTooLarge, expandsTooMuch } from "@/lib/pipeline/unpack/problems";

/** How many times its size a file may unpack to, whatever the number of layers. CSV and XML rarely pass 30. */
const EXPANSION_MAX = 100;

/** Every file may have this much in it: a small list of equal rows is no attack. */
const FLOOR_BYTES = 10_000_000;

/** Counts the bytes of one layer as they come out, and throws at the first that is too many. */
export type Meter = (bytes: number) => void;

/** Of one fetched file: what each of its layers may give is measured by the bytes that were fetched. */
export type Budget = {
  /** `name`: of the layer that is opened, for messages. */
  meter(name: string): Meter;
};

export function openBudget({
  fetchedBytes,
  sizeBytesMax,
}: {
  fetchedBytes: number;
  sizeBytesMax: number;
}): Budget {
  const expandedMax = Math.max(FLOOR_BYTES, fetchedBytes * EXPANSION_MAX);
  return {
    meter(name) {
      let done = 0;
      return (bytes) => {
        done += bytes;
        if (done > sizeBytesMax) throw contentTooLarge(name, sizeBytesMax);
        if (done > expandedMax) throw expandsTooMuch(name, EXPANSION_MAX, fetchedBytes);
      };
    },
  };
}
