const SCHEMES: ReadonlySet<string> = new Set(["http:", "https:", "mailto:"]);

/**
 * Where a link in a text may lead: to a web page, to a mail address, or to a page of the same portal (a plain relative
 * path or a place in the text). Null for anything else, such as `javascript:` in any disguise.
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
