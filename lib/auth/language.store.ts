import { eq } from "drizzle-orm";
import { accounts } from "@/drizzle/schema";
import type { Tx } from "@/lib/db/client";
import type { Locale } from "@/lib/model/locale";

export async function selectLanguage(tx: Tx, accountId: string): Promise<Locale | null> {
  const [row] = await tx
    .select({ language: accounts.language })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  return row?.language ?? null;
}

export async function setLanguage(tx: Tx, accountId: string, language: Locale): Promise<void> {
  await tx.update(accounts).set({ language }).where(eq(accounts.id, accountId));
}

/** Of a colleague, by their address; null for anyone else. */
export async function selectLanguageByEmail(tx: Tx, email: string): Promise<Locale | null> {
  const [row] = await tx
    .select({ language: accounts.language })
    .from(accounts)
    .where(eq(accounts.emailKey, email.toLowerCase()));
  return row?.language ?? null;
}
