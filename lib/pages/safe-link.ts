const SCHEMES: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/**
 * The address of a link in a text: a web page, a mail address, or a page of the same portal (a plain relative path or an
 * anchor). Null for anything else, such as all spellings of `javascript:`.
 */
export function safeLink(raw: string | undefined): string | null {
  if (!raw || hasControls(raw) || raw.includes("\\")) return null;
  if (raw.startsWith("#")) return raw;
  const base = "http://rollcall.invalid";
  const url = URL.canParse(raw, base) ? new URL(raw, base) : null;
  if (!url || url.username || url.password) return null;
  if (url.origin === base) return isPlainPath(raw) ? raw : null;
  return SCHEMES.has(url.protocol) && /^[a-z]+:/i.test(raw) ? url.href : null;
}

/** `/p/…` or `next-page`; neither `//elsewhere` nor anything with a scheme. */
function isPlainPath(raw: string): boolean {
  return !/^\/{2,}/.test(raw) && !/^[^/?#]*:/.test(raw);
}

function hasControls(text: string): boolean {
  return /\p{Cc}/u.test(text);
}
