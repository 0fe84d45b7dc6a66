import { and, eq, isNull, sql } from "drizzle-orm";
import { accounts, memberSessions } from "@/drizzle/schema";
import type { MailLinkPurpose } from "@/drizzle/schema/mail-links";
import type { Tx } from "@/lib/db/client";
import { enterAccountRows } from "@/lib/db/tenant";

export type MailLink = {
  tokenHash: string;
  purpose: MailLinkPurpose;
  email: string;
  accountId?: string;
  name?: string;
  passwordHash?: string;
  nextPath?: string;
  createdAt: Date;
  expiresAt: Date;
};

export async function insertMailLink(tx: Tx, link: MailLink): Promise<void> {
  const { tokenHash, purpose, email, accountId, name, passwordHash, nextPath, createdAt, expiresAt } = link;
  await tx.execute(sql`
    select system_put_mail_link(${tokenHash}::text, ${purpose}::text, ${email}::text, ${accountId ?? null}::uuid,
      ${name ?? null}::text, ${passwordHash ?? null}::text, ${nextPath ?? null}::text,
      ${createdAt.toISOString()}::timestamptz, ${expiresAt.toISOString()}::timestamptz)`);
}

type FoundMailLink = {
  accountId: string | null;
  email: string;
  name: string | null;
  passwordHash: string | null;
  nextPath: string | null;
  expiresAt: Date;
  usedAt: Date | null;
};

/** What a link is, used and expired ones too; null for one that never was. */
export async function findMailLink(
  tx: Tx,
  tokenHash: string,
  purpose: MailLinkPurpose,
): Promise<FoundMailLink | null> {
  type Row = Omit<FoundMailLink, "expiresAt" | "usedAt"> & { expiresAt: string; usedAt: string | null };
  const [row] = await tx.execute<Row>(sql`
    select account_id as "accountId", email, name, password_hash as "passwordHash", next_path as "nextPath",
      expires_at as "expiresAt", used_at as "usedAt"
    from system_find_mail_link(${tokenHash}::text, ${purpose}::text)`);
  if (!row) return null;
  return { ...row, expiresAt: new Date(row.expiresAt), usedAt: row.usedAt ? new Date(row.usedAt) : null };
}

/** Marks a link as used. Of any number of concurrent callers exactly one gets true. */
export async function consumeMailLink(
  tx: Tx,
  tokenHash: string,
  purpose: MailLinkPurpose,
  now: Date,
): Promise<boolean> {
  const [row] = await tx.execute<{ done: boolean }>(
    sql`select system_use_mail_link(${tokenHash}::text, ${purpose}::text, ${now.toISOString()}::timestamptz) as done`,
  );
  return row?.done ?? false;
}

/** Makes every open link of an address useless. */
export async function closeMailLinks(tx: Tx, email: string, now: Date): Promise<void> {
  await tx.execute(sql`select system_close_mail_links(${email}::text, ${now.toISOString()}::timestamptz)`);
}

/** Deletes links that expired before `before`; gives how many. */
export async function deleteMailLinks(tx: Tx, before: Date): Promise<number> {
  const [row] = await tx.execute<{ gone: number }>(
    sql`select system_purge_mail_links(${before.toISOString()}::timestamptz) as gone`,
  );
  return row?.gone ?? 0;
}

/**
 * Opens a verified account for the person who proved the address, or gives them the one that never proved it: with this
 * name and password, and without its sessions. Null when the address belongs to a verified account.
 */
export async function proveAccount(
  tx: Tx,
  { email, name, passwordHash }: { email: string; name: string; passwordHash: string },
  now: Date,
): Promise<string | null> {
  const [row] = await tx.execute<{ id: string | null }>(sql`
    select system_prove_account(${email}::text, ${name}::text, ${passwordHash}::text,
      ${now.toISOString()}::timestamptz) as id`);
  return row?.id ?? null;
}

/** Gives an account a new password and ends its sessions, all but `keep`; gives how many ended. */
export async function replacePassword(
  tx: Tx,
  accountId: string,
  { passwordHash, now, keep = "" }: { passwordHash: string; now: Date; keep?: string },
): Promise<number> {
  await enterAccountRows(tx, accountId);
  await tx.update(accounts).set({ passwordHash }).where(eq(accounts.id, accountId));
  const ended = await tx
    .update(memberSessions)
    .set({ revokedAt: now })
    .where(
      and(
        eq(memberSessions.accountId, accountId),
        isNull(memberSessions.revokedAt),
        sql`${memberSessions.sidHash} <> ${keep}`,
      ),
    )
    .returning({ sidHash: memberSessions.sidHash });
  return ended.length;
}

/** Notes that the address of an account is proved. False when it was already, or is another by now. */
export async function setEmailVerified(
  tx: Tx,
  { accountId, email, now }: { accountId: string; email: string; now: Date },
): Promise<boolean> {
  await enterAccountRows(tx, accountId);
  const rows = await tx
    .update(accounts)
    .set({ emailVerifiedAt: now })
    .where(and(eq(accounts.id, accountId), eq(accounts.email, email), isNull(accounts.emailVerifiedAt)))
    .returning({ id: accounts.id });
  return rows.length > 0;
}
