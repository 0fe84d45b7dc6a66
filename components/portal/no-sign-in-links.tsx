import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { PortalTexts } from "@/lib/messages/texts";

/** For users who want to sign in. */
export function NoSignInLinks({ t }: { t: PortalTexts }) {
  return (
    <Alert tone="held">
      <AlertTitle>{t("signIn.noMail")}</AlertTitle>
      <AlertDescription>
        <span>{t("signIn.noMailHelp")}</span>
      </AlertDescription>
    </Alert>
  );
}
