import type { ActionError } from "@/lib/action";
import { pageLocale } from "@/lib/auth/portal/locale";
import { isAppError } from "@/lib/errors";
import { type PortalTexts, portalTexts } from "@/lib/messages/texts";

/** Why an action of a portal failed, in the language of its page. */
export async function sayInPortal(said: ActionError, error: unknown): Promise<ActionError> {
  return { ...said, ...wordsFor(said, error, portalTexts(await pageLocale())) };
}

type Words = Pick<ActionError, "message" | "remedy">;

function wordsFor(said: ActionError, error: unknown, t: PortalTexts): Words {
  const { code, reference = code } = said;
  if (code === "throttled")
    return { message: waitText(isAppError(error) ? Number(error.meta.waitSeconds) : 60, t) };
  if (code === "mail_failed") return { message: t("errors.mailFailed"), remedy: t("errors.mailFailedHelp") };
  if (code === "conflict") return { message: t("errors.linkGone"), remedy: t("errors.linkGoneHelp") };
  if (code === "not_found") return { message: t("errors.portalGone") };
  if (code === "invalid_input") return { message: t("errors.invalid") };
  return { message: t("errors.ours"), remedy: t("errors.oursHelp", { reference }) };
}

/** As long as the rate limit says it in English. */
function waitText(seconds: number, t: PortalTexts): string {
  if (seconds < 90) return t("errors.tooOftenSeconds", { count: seconds });
  return t("errors.tooOftenMinutes", { count: Math.ceil(seconds / 60) });
}
