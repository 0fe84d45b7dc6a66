/** Runs once in every web process, before its first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { tellPeers } = await import("@/lib/auth/tell-peers");
  tellPeers();
}
