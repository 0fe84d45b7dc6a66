import type { ActionError } from "@/lib/action";
import type { PortalTexts } from "@/lib/messages/texts";

/** What a form says when there was no answer. */
export function unreachableError(t: PortalTexts): ActionError {
  return { code: "internal", message: t("errors.unreachable"), remedy: t("errors.unreachableHelp") };
}
