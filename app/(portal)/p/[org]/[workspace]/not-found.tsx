import { Problem } from "@/components/shell/problem";
import { primaryButton } from "@/components/ui/button-classes";
import { pageLocale, portalHere } from "@/lib/auth/portal/locale";
import { portalPath } from "@/lib/auth/portal/place";
import { portalTexts } from "@/lib/messages/texts";

export default async function NotFound() {
  const slugs = await portalHere();
  const t = portalTexts(await pageLocale());
  return (
    <Problem
      alone
      icon="missing"
      title={t("problems.missing")}
      actions={
        <a href={slugs ? portalPath(slugs) : "/"} className={primaryButton}>
          {t("frame.allPages")}
        </a>
      }
    >
      {t("problems.missingHelp")}
    </Problem>
  );
}
