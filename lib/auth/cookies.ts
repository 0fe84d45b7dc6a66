import { publicUrl } from "@/lib/env";

/** Whether people reach us over TLS. The one boolean that names and protects every cookie. */
export function isHttps(): boolean {
  return publicUrl().startsWith("https://");
}

type Cookie = {
  name: string;
  options: { httpOnly: true; sameSite: "lax"; path: "/"; secure: boolean };
};

/**
 * Name and attributes of one of our cookies. Over TLS the name starts with `__Host-`, which a browser only accepts
 * for this very host, so that a neighbouring subdomain can't plant one.
 */
export function cookie(purpose: "session" | "csrf" | "next" | "known"): Cookie {
  const secure = isHttps();
  const name = `${secure ? "__Host-" : ""}rollcall.${purpose}`;
  return { name, options: { httpOnly: true, sameSite: "lax", path: "/", secure } };
}
