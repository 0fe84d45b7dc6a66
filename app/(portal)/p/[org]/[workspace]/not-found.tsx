import { PortalStart } from "@/components/portal/portal-start";
import { Problem } from "@/components/shell/problem";
import { pageLocale } from "@/lib/auth/portal/locale";
import { portalTexts } from "@/lib/messages/texts";

export default async function NotFound() {
  const t = portalTexts(await pageLocale());
  return (
    <Problem
      alone
      icon="missing"
      title={t("problems.missing")}
      actions={<PortalStart label={t("frame.allPages")} />}
    >
      {t("problems.missingHelp")}
    </Problem>
  );
}
