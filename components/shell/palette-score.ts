/**
 * How well an item of the palette fits what was typed, for cmdk: 0 hides it. Every typed word has to stand in the
 * item as it is; letters scattered over it, which cmdk looks for by itself, find too much.
 */
export function paletteScore(value: string, typed: string, keywords: readonly string[] = []): number {
  const text = [value, ...keywords].join(" ").toLowerCase();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => text.includes(word))) return 0;
  const begins = words.every((word) => text.startsWith(word) || text.includes(` ${word}`));
  return begins ? 1 : 0.5;
}
