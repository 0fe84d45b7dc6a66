const C1 = 0x239b961b;
const C2 = 0xab0e9789;
const C3 = 0x38b34ae5;
const C4 = 0xa1e38b93;

/**
 * MurmurHash3_x86_128 (Austin Appleby, public domain; seed 0) of the first `count` words, little-endian, written into
 * `out`. Words up to the next multiple of four are overwritten with zeros.
 */
export function murmur128(words: Int32Array, count: number, out: Int32Array): void {
  const length = count * 4;
  const whole = count & ~3;
  for (let at = count; at < whole + 4; at++) words[at] = 0;
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  for (let at = 0; at < whole; at += 4) {
    h1 = turn(h1 ^ scramble(words[at] ?? 0, C1, 15, C2), 19) + h2;
    h1 = (Math.imul(h1, 5) + 0x561ccd1b) | 0;
    h2 = turn(h2 ^ scramble(words[at + 1] ?? 0, C2, 16, C3), 17) + h3;
    h2 = (Math.imul(h2, 5) + 0x0bcaa747) | 0;
    h3 = turn(h3 ^ scramble(words[at + 2] ?? 0, C3, 17, C4), 15) + h4;
    h3 = (Math.imul(h3, 5) + 0x96cd1c35) | 0;
    h4 = turn(h4 ^ scramble(words[at + 3] ?? 0, C4, 18, C1), 13) + h1;
    h4 = (Math.imul(h4, 5) + 0x32ac3b17) | 0;
  }
  // The tail: zeros change nothing, as scramble(0) is 0.
  h1 ^= scramble(words[whole] ?? 0, C1, 15, C2) ^ length;
  h2 ^= scramble(words[whole + 1] ?? 0, C2, 16, C3) ^ length;
  h3 ^= scramble(words[whole + 2] ?? 0, C3, 17, C4) ^ length;
  h4 ^= scramble(words[whole + 3] ?? 0, C4, 18, C1) ^ length;
  h1 = (h1 + h2 + h3 + h4) | 0;
  h2 = (h2 + h1) | 0;
  h3 = (h3 + h1) | 0;
  h4 = (h4 + h1) | 0;
  h1 = finish(h1);
  h2 = finish(h2);
  h3 = finish(h3);
  h4 = finish(h4);
  h1 = (h1 + h2 + h3 + h4) | 0;
  out[0] = h1;
  out[1] = h2 + h1;
  out[2] = h3 + h1;
  out[3] = h4 + h1;
}

function turn(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function scramble(word: number, first: number, bits: number, second: number): number {
  return Math.imul(turn(Math.imul(word, first), bits), second);
}

function finish(hash: number): number {
  let value = hash ^ (hash >>> 16);
  value = Math.imul(value, 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return value ^ (value >>> 16);
}
