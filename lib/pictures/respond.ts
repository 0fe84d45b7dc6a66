/** `<id>.webp` in an address -> the id; null for anything else. */
export function pictureFile(file: unknown): string | null {
  return /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.webp$/.exec(String(file))?.[1] ?? null;
}

/** A picture that this request may see: nothing keeps it, since the next one may not. */
export function pictureResponse(content: Buffer): Response {
  const headers = {
    ...{ "content-type": "image/webp", "cache-control": "private, no-store" },
    "content-security-policy": "default-src 'none'; sandbox",
  };
  return new Response(new Uint8Array(content), { headers });
}
