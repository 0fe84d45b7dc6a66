import { isAscii, isUtf8 } from "node:buffer";
import { cutAt } from "@/lib/pipeline/read/blocks";

/**
 * Looks at the bytes of a file that is read as Windows-1252, block after block. Every byte beyond ASCII is a character
 * there, so that UTF-8 would be read without an error; real text of that encoding is hardly ever valid UTF-8 as a whole.
 */
export function watchForUtf8() {
  let rest: Buffer = Buffer.alloc(0);
  let isPossible = true;
  let isSeen = false;

  return {
    take(block: Buffer): void {
      if (!isPossible || (rest.length === 0 && isAscii(block))) return;
      const bytes = Buffer.concat([rest, block]);
      const end = cutAt(bytes, "utf-8");
      isPossible = isUtf8(bytes.subarray(0, end));
      isSeen = true;
      rest = bytes.subarray(end);
    },
    /** At the end of the file: whether there are such bytes, and all of them are UTF-8. */
    isUtf8: (): boolean => isPossible && isSeen && isUtf8(rest),
  };
}
