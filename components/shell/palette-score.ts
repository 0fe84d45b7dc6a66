/**
 * How well an item of the palette fits what was typed, for cmdk: 0 hides it. Every typed word must be
 * part of the item. The default of cmdk, which matches scattered letters, finds too much.
 */
export function paletteScore(value: string, typed: string, keywords: readonly string[] = []): number {
  const text = [value, ...keywords].join(" ").toLowerCase();
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => text.includes(word))) return 0;
  const begins = words.every((word) => text.startsWith(word) || text.includes(` ${word}`));
  return begins ? 1 : 0.5;
}
