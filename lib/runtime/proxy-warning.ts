/**
 * The warning at the start when requests come through a proxy that is not configured: with https something in front of
 * us ends TLS, and without `TRUSTED_PROXY_HOPS` every visitor has the proxy's address. Null when all is well.
 */
export function proxyWarning({ url, hops }: { url: string; hops: number }): string | null {
  if (hops > 0 || !url.startsWith("https://")) return null;
  return (
    "Warning: ROLLCALL_URL is https, but TRUSTED_PROXY_HOPS is 0: sign-in attempts are counted for " +
    "everyone together, so one person who guesses passwords slows down everyone. Set it to the number of proxies in front of Rollcall."
  );
}
