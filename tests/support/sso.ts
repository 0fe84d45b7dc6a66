import { cookies } from "next/headers";
import { NextRequest } from "next/server";
import { GET as callback } from "@/app/api/auth/[...nextauth]/route";
import { GET as begin } from "@/app/api/auth/sso/[provider]/route";
import { orgProviderId, redirectUri } from "@/lib/auth/sso/provider";
import type { Ctx } from "@/lib/context";
import { saveProvider } from "@/lib/sso/settings";
import { testDb } from "./db";
import type { Idp } from "./oidc-provider";
import { inRequest } from "./request";

const ORIGIN = "http://localhost:3000";

/** The cookies of a browser, for our own site. */
export type Jar = Map<string, string>;

const header = (jar: Jar) => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");

/** Asks one of our routes as a browser does, and keeps what it sets. Gives where it leads. */
async function visit(jar: Jar, url: string): Promise<string> {
  const { pathname } = new URL(url);
  const cookie = header(jar);
  const headers: Record<string, string> = cookie ? { cookie } : {};
  return inRequest({ cookie, headers }, async () => {
    const request = new NextRequest(url, { headers });
    const started = /^\/api\/auth\/sso\/([^/]+)$/.exec(pathname)?.[1];
    const response = started
      ? await begin(request, { params: Promise.resolve({ provider: started }) })
      : await callback(request, {
          params: Promise.resolve({ nextauth: pathname.replace("/api/auth/", "").split("/") }),
        });
    for (const { name, value } of (await cookies()).getAll()) keep(jar, name, value);
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      keep(jar, name, decodeURIComponent(value));
    }
    return response.headers.get("location") ?? `${response.status} ${await response.text()}`;
  });
}

function keep(jar: Jar, name: string, value: string): void {
  if (value) jar.set(name, value);
  else jar.delete(name);
}

type Start = { provider: string; next?: string; kind?: "link" | "confirm" };

/** Goes to the provider and through it; gives the address that it sends the browser back to. */
export async function goThrough(jar: Jar, { provider, next = "/", kind }: Start): Promise<string> {
  const query = new URLSearchParams({ next, ...(kind ? { for: kind } : {}) });
  let at = await visit(jar, `${ORIGIN}/api/auth/sso/${provider}?${query}`);
  const there = new Map<string, string>();
  while (at.startsWith("http://127.0.0.1")) {
    const response = await fetch(at, { redirect: "manual", headers: { cookie: header(there) } });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      keep(there, name, value);
    }
    const to = response.headers.get("location");
    if (!to) throw new Error(`${at} answered ${response.status} ${await response.text()}`);
    at = new URL(to, at).href;
  }
  return at;
}

/** Comes back from the provider; gives where our site leads then, as a path. */
export async function comeBack(jar: Jar, url: string): Promise<string> {
  const to = await visit(jar, url);
  return URL.canParse(to) && new URL(to).origin === ORIGIN ? to.slice(ORIGIN.length) : to;
}

/** The whole way. Where it ends, as a path. */
export async function signInBySso(jar: Jar, start: Start): Promise<string> {
  const back = await goThrough(jar, start);
  return new URL(back, ORIGIN).pathname.startsWith("/api/") ? comeBack(jar, back) : back.replace(ORIGIN, "");
}

/** Sets up an organization's provider at an IdP, with a domain that counts as proved. Gives its id in addresses. */
export async function mintProvider(
  ctx: Ctx,
  idp: Idp,
  {
    domain,
    addsMembers = true,
    onlySso = false,
  }: { domain?: string; addsMembers?: boolean; onlySso?: boolean } = {},
): Promise<{ provider: string; id: string; clientId: string; clientSecret: string }> {
  const { sql } = testDb();
  const values = { label: "Test IdP", issuer: idp.issuer, addsMembers, defaultRole: "viewer" as const };
  await saveProvider(ctx, { ...values, clientId: "later", clientSecret: "later" });
  const [row] = await sql`select id from identity_providers where org_id = ${ctx.orgId}`;
  const provider = orgProviderId(row?.id);
  const client = idp.client(redirectUri(provider));
  await saveProvider(ctx, { ...values, ...client });
  if (domain) {
    await sql`insert into identity_domains (org_id, provider_id, domain, challenge, proved_at)
      values (${ctx.orgId}, ${row?.id}, ${domain}, 'x', now())`;
  }
  if (onlySso) await sql`update identity_providers set only_sso = true where org_id = ${ctx.orgId}`;
  return { provider, id: row?.id, ...client };
}
