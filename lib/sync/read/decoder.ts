import { decode, markLength, sizeIn, validLength } from "@/lib/sync/read/decode";
import { createPlaces } from "@/lib/sync/read/places";
import { hasNul, notDecodable } from "@/lib/sync/read/problems";
import { refuseForeign } from "@/lib/sync/read/sniff";
import type { Encoding } from "@/lib/sync/types";

/** Blocks of whole characters come in, text with LF line ends goes out; bytes that are no text end it with a place. */
export function createDecoder(encoding: Encoding) {
  const places = createPlaces(encoding);

  return {
    places,
    push(block: Buffer): string {
      let bytes = block;
      if (places.bytes() === 0) {
        refuseForeign(block, encoding);
        const marks = markLength(block, encoding);
        places.skip(marks);
        bytes = block.subarray(marks);
      }
      const text = decode(bytes, encoding);
      if (text === null) {
        const good = validLength(bytes, encoding);
        take(bytes.subarray(0, good));
        throw notDecodable(encoding, bytes.subarray(good), places.end());
      }
      const nul = text.indexOf("\0");
      if (nul !== -1) {
        take(bytes.subarray(0, sizeIn(text.slice(0, nul), encoding)));
        throw hasNul(places.end());
      }
      places.add(bytes, text);
      return text.includes("\r") ? text.replaceAll("\r\n", "\n") : text;
    },
    isLonger: (text: string, bytesMax: number) =>
      text.length * 3 > bytesMax && sizeIn(text, encoding) > bytesMax,
  };

  function take(bytes: Buffer): void {
    places.add(bytes, decode(bytes, encoding) ?? "");
  }
}
