import { afterAll, beforeAll, beforeEach } from "vitest";
import { openOrg } from "@/lib/auth/open";
import { testDb } from "./db";
import { type Idp, type IdpPerson, startIdp } from "./oidc-provider";
import { inRequest } from "./request";
import type { Jar } from "./sso";

let count = 0;

/** A provider for the tests of one file, without faults at the start of each. */
export function idpForFile(): () => Idp {
  let idp: Idp | undefined;
  const get = () => {
    if (!idp) throw new Error("The provider starts before the first test.");
    return idp;
  };
  beforeAll(async () => {
    idp = await startIdp();
  });
  afterAll(() => idp?.close());
  beforeEach(() => {
    Object.assign(get(), { person: null, tamper: null, metadata: {}, isDown: false, asked: [] });
  });
  return get;
}

/** Puts someone with an address of a new domain at the provider. */
export function newPerson(idp: Idp, values: Partial<IdpPerson> = {}) {
  count += 1;
  const domain = `acme${count}-${Date.now().toString(36)}.example`;
  const email = `ann@${domain}`;
  const person = { sub: `sub-${domain}`, email, email_verified: true, name: "Ann Lee", ...values };
  idp.person = person;
  return { domain, ...person };
}

export async function accountOf(email: string) {
  return (await testDb().sql`select * from accounts where email = ${email}`)[0];
}

export async function identityOf(subject: string) {
  return (await testDb().sql`select * from account_identities where subject = ${subject}`)[0];
}

export async function roleOf(orgId: string, email: string): Promise<string | undefined> {
  const [row] = await testDb().sql`select m.role from members m join accounts a on a.id = m.account_id
    where m.org_id = ${orgId} and a.email = ${email}`;
  return row?.role;
}

export function cookieOf(jar: Jar): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
}

/** The role that a browser has in an organization, or why it does not open. */
export async function opens(cookie: string, slug: string): Promise<string> {
  return inRequest({ cookie }, async () => (await openOrg(slug)).role).catch((error) => error.code);
}
