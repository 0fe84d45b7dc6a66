/**
 * Where to go after signing in: `next` when it is one of our paths, else `/`. Refuses what a browser would take for
 * another site (`//evil`, `/\evil`, `https:…`), control characters that browsers drop, and the pages for signing in themselves.
 */
export function safeNext(next: string | null | undefined): string {
  if (!next?.startsWith("/") || hasControls(next)) return "/";
  const base = "http://rollcall.invalid";
  const url = URL.canParse(next, base) ? new URL(next, base) : null;
  if (url?.origin !== base || /^\/{2,}/.test(url.pathname)) return "/";
  if (/^\/(sign-in|sign-up|forgot-password|reset-password|api)(\/|$)/.test(url.pathname)) return "/";
  return `${url.pathname}${url.search}`;
}

function hasControls(text: string): boolean {
  return [...text].some((char) => char < " " || char === "\u007f" || char === "\\");
}
