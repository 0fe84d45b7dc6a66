import { selectLanguage, setLanguage } from "@/lib/auth/language.store";
import type { AccountCtx, PersonCtx } from "@/lib/context";
import { enterAccountRows } from "@/lib/db/tenant";
import { DEFAULT_LOCALE, type Locale } from "@/lib/model/locale";

/** The language of mails to an account: what it has chosen or signed up with, else `otherwise`. */
export async function languageOf(
  ctx: Pick<PersonCtx, "db">,
  accountId: string,
  otherwise: Locale = DEFAULT_LOCALE,
): Promise<Locale> {
  const chosen = await ctx.db.run(async (tx) => {
    await enterAccountRows(tx, accountId);
    return selectLanguage(tx, accountId);
  });
  return chosen ?? otherwise;
}

/** The same for an address that may have no account. */
export async function languageOfVisitor(
  ctx: Pick<PersonCtx, "db"> & { readonly language?: Locale },
  accountId: string | null,
): Promise<Locale> {
  const { language = DEFAULT_LOCALE } = ctx;
  return accountId === null ? language : languageOf(ctx, accountId, language);
}

/** The language that the signed-in person has chosen; null as long as nothing has said which. */
export async function getLanguage(ctx: AccountCtx): Promise<Locale | null> {
  return ctx.db.run((tx) => selectLanguage(tx, ctx.accountId));
}

/** Sets the language of the person's mails, and how dates and numbers are written for them. */
export async function chooseLanguage(ctx: AccountCtx, { language }: { language: Locale }): Promise<void> {
  await ctx.db.run((tx) => setLanguage(tx, ctx.accountId, language));
}

/** Keeps the language of the browser that an account was made with, unless the account has one. */
export async function noteLanguage(
  ctx: Pick<PersonCtx, "db"> & { readonly language?: Locale },
  accountId: string,
): Promise<void> {
  const { language } = ctx;
  if (!language) return;
  await ctx.db.run(async (tx) => {
    await enterAccountRows(tx, accountId);
    if ((await selectLanguage(tx, accountId)) === null) await setLanguage(tx, accountId, language);
  });
}
