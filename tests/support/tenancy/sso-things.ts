import type { AccountCtx } from "@/lib/context";
import { sealProviderSecret } from "@/lib/sso/secret";
import { testDb } from "../db";

export type SsoThings = { providerId: string; domainId: string; identityId: string };

/** A provider with a domain that is not proved, and an identity of the owner. An organization has one of each. */
export async function mintSsoThings(
  { orgId, account }: { orgId: string; account: AccountCtx },
  mark: string,
): Promise<SsoThings> {
  const { sql } = testDb();
  const found = async () => {
    const [row] = await sql`select p.id as provider, d.id as domain, i.id as identity
      from identity_providers p join identity_domains d on d.org_id = p.org_id
        join account_identities i on i.account_id = ${account.accountId} where p.org_id = ${orgId}`;
    return row && { providerId: row.provider, domainId: row.domain, identityId: row.identity };
  };
  const there = await found();
  if (there) return there;
  const id = crypto.randomUUID();
  const owner = { orgId, id, issuer: `https://${mark}.example`, clientId: mark };
  const sealed = sealProviderSecret(owner, mark);
  await sql`insert into identity_providers (id, org_id, label, issuer, client_id, secret_sealed)
    values (${id}, ${orgId}, ${mark}, ${owner.issuer}, ${mark}, ${sealed})`;
  await sql`insert into identity_domains (org_id, provider_id, domain, challenge)
    values (${orgId}, ${id}, ${`${mark}.example`}, ${mark})`;
  await sql`insert into account_identities (account_id, issuer, subject, label)
    values (${account.accountId}, ${owner.issuer}, ${mark}, ${mark})`;
  const made = await found();
  if (!made) throw new Error("It was just made.");
  return made;
}
