import { publicUrl } from "@/lib/env";
import { AppError } from "@/lib/errors";

/**
 * Throws `forbidden` unless a request that changes something comes from one of our own pages. Route handlers have no
 * other protection against forged requests; server actions are checked by Next.
 */
export function requireSameOrigin(request: Request): void {
  if (request.method === "GET" || request.method === "HEAD") return;
  // A browser sets this header itself and lets no script touch it; it is absent over plain HTTP on a LAN.
  if (request.headers.get("sec-fetch-site") === "same-origin") return;
  if (request.headers.get("origin") === new URL(publicUrl()).origin) return;
  throw new AppError("forbidden", "This request did not come from a page of Rollcall.", {
    remedy: "Open Rollcall at its own address and try again there.",
    meta: { origin: request.headers.get("origin") },
  });
}
