/** Request header through which pages learn the nonce of their own response. */
export const NONCE_HEADER = "x-nonce";

type Facts = { nonce: string; https: boolean; development: boolean };

/**
 * What scripts and styles a page may use: our own files, and inline scripts that carry this response's nonce. Inline
 * style attributes are allowed (positioned menus, progress bars); they run nothing.
 */
export function contentSecurityPolicy({ nonce, https, development }: Facts): string {
  const directives = [
    "default-src 'self'",
    // React needs eval for its error overlay, in development only.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    // Dialogs, menus and toasts insert their own style elements at run time.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${development ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(https ? ["upgrade-insecure-requests"] : []),
  ];
  return directives.join("; ");
}

/** The other headers of every page and data answer. */
export function protectiveHeaders({ https }: Pick<Facts, "https">): Record<string, string> {
  return {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    // Addresses may hold an invitation's token: no other site gets them.
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    ...(https ? { "strict-transport-security": "max-age=63072000" } : {}),
  };
}
