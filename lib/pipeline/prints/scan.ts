const QUOTE = 0x22;
const NEWLINE = 0x0a;

/** `start` and `end` are places in the bytes, `end` is behind the line end; `breaks`: line ends inside of quotes. */
type RecordSink = (start: number, end: number, breaks: number) => void;

/**
 * Cuts bytes into records where a line ends outside of quotes, without decoding them: for UTF-8 and other encodings in which
 * these signs are bytes of their own. Gives where the record starts that does not end within `length`. Papaparse decides what
 * a record is: a quote opens a cell only at its beginning. In a file with bad quotes both may differ, so they are compared.
 */
export function scanRecords(
  bytes: Uint8Array,
  { from, length, delimiter }: { from: number; length: number; delimiter: number },
  sink: RecordSink,
): number {
  let start = from;
  let quote = bytes.indexOf(QUOTE, start);
  for (;;) {
    let newline = bytes.indexOf(NEWLINE, start);
    if (newline === -1 || newline >= length) return start;
    let breaks = 0;
    if (quote !== -1 && quote < newline) {
      let isOpen = false;
      let closedAt = -1;
      for (newline = -1; quote < length; quote++) {
        const byte = bytes[quote];
        if (byte === QUOTE) {
          if (isOpen) closedAt = quote;
          if (isOpen || quote === start || bytes[quote - 1] === delimiter || closedAt === quote - 1)
            isOpen = !isOpen;
        } else if (byte === NEWLINE) {
          if (isOpen) breaks += 1;
          else {
            newline = quote;
            break;
          }
        }
      }
      if (newline === -1) return start;
      quote = bytes.indexOf(QUOTE, newline + 1);
    }
    sink(start, newline + 1, breaks);
    start = newline + 1;
  }
}
