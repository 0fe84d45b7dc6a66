const NAME_CHARS_MAX = 200;

/** What a browser calls a file, safe to show: no folders, no control or direction characters, not too long. */
export function shownFileName(raw: string): string {
  const base = raw.split(/[/\\]/).at(-1) ?? "";
  const plain = base.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, "").trim();
  return [...plain].slice(0, NAME_CHARS_MAX).join("") || "upload.csv";
}
