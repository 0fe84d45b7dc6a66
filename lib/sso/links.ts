/** Where a browser begins to sign in with a provider: a plain link, loaded in full. */
export function beginPath(
  providerId: string,
  { next = "/", kind }: { next?: string; kind?: "link" | "confirm" } = {},
): string {
  const query = new URLSearchParams({ ...(kind ? { for: kind } : {}), ...(next === "/" ? {} : { next }) });
  const path = `/api/auth/sso/${encodeURIComponent(providerId)}`;
  return query.size > 0 ? `${path}?${query}` : path;
}
