type PictureKind = "png" | "jpeg" | "webp" | "gif";

/** What a file says of itself in its first bytes; null for every other format. Names and types that browsers send prove nothing. */
export function pictureKind(file: Uint8Array): PictureKind | null {
  const start = Buffer.from(file.subarray(0, 12)).toString("latin1");
  if (start.startsWith("\x89PNG\r\n\x1a\n")) return "png";
  if (start.startsWith("\xff\xd8\xff")) return "jpeg";
  if (start.startsWith("RIFF") && start.endsWith("WEBP")) return "webp";
  return /^GIF8[79]a/.test(start) ? "gif" : null;
}

/** An animation in a PNG announces itself before the first picture; the decoder would quietly show that one alone. */
export function isAnimatedPng(file: Uint8Array): boolean {
  if (pictureKind(file) !== "png") return false;
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  const control = bytes.indexOf("acTL");
  const data = bytes.indexOf("IDAT");
  return control > 0 && (data < 0 || control < data);
}
