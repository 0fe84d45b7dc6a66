import type { Page } from "playwright-core";
import { findPageFiles } from "./tenancy/discover";

/** The routes of all pages, as they are in the address bar: `/[org]/[workspace]/users`. */
export const PAGE_ROUTES: readonly string[] = findPageFiles().map(routeOf).sort();

function routeOf(file: string): string {
  const parts = file.split("/").slice(1, -1);
  return `/${parts.filter((part) => !part.startsWith("(")).join("/")}`;
}

/** For each route that can be reached by links from `starts`, as whom the page is signed in, one address of it. */
export async function findAddresses(page: Page, starts: readonly string[]): Promise<Map<string, string>> {
  const origin = new URL(page.url()).origin;
  const found = new Map<string, string>();
  const waiting = [...starts];
  const seen = new Set(waiting);
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const route = routeAt(path);
    if (route === undefined || found.has(route)) continue;
    const answer = await page.request.get(path, { maxRedirects: 0 });
    const to = answer.headers().location;
    const links = to ? [to] : linksIn(await answer.text());
    if (!to && answer.ok()) found.set(route, path);
    for (const link of links) {
      const { pathname, origin: at } = new URL(link, `${origin}${path}`);
      if (at !== origin || seen.has(pathname)) continue;
      seen.add(pathname);
      waiting.push(pathname);
    }
  }
  return found;
}

function linksIn(html: string): string[] {
  return [...html.matchAll(/<a\b[^>]*?\shref="([^"]+)"/g)].map(([, href = ""]) =>
    href.replaceAll("&amp;", "&"),
  );
}

/** The route that shows a path: one of more literal parts goes before one with parameters. */
function routeAt(path: string): string | undefined {
  const parts = path.split("?")[0]?.split("/") ?? [];
  return BY_LITERALS.find((route) => {
    const names = route.split("/");
    return (
      names.length === parts.length && names.every((name, at) => name.startsWith("[") || name === parts[at])
    );
  });
}

const literals = (route: string) => route.split("/").filter((part) => !part.startsWith("[")).length;
const BY_LITERALS = [...PAGE_ROUTES].sort((a, b) => literals(b) - literals(a));
