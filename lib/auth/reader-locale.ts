import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { headers } from "next/headers";
import type { AccountCtx } from "@/lib/context";
import { memberLocale } from "@/lib/values/language";

declare global {
  /** Of each request that is being answered, by Next's own store of it: one for the server's and the browser's components. */
  var localesOfRequests: WeakMap<object, string> | undefined;
}

/** How dates and numbers are written for a member, as their account and their browser say. */
export async function readerLocaleOf({
  chosenLanguage,
}: Pick<AccountCtx, "chosenLanguage">): Promise<string> {
  return memberLocale(chosenLanguage, (await headers()).get("accept-language"));
}

/** From now on in this request everything that is formatted is for this member. For pages only: what is stored has no reader. */
export async function noteReaderLocale(account: Pick<AccountCtx, "chosenLanguage">): Promise<void> {
  const request = workAsyncStorage.getStore();
  if (!request) return;
  const locale = await readerLocaleOf(account);
  // Pages and layouts may be bundled apart: what they share is kept outside of both.
  globalThis.localesOfRequests ??= new WeakMap();
  globalThis.localesOfRequests.set(request, locale);
  globalThis.readerLocale ??= () => {
    const current = workAsyncStorage.getStore();
    return current && globalThis.localesOfRequests?.get(current);
  };
}
