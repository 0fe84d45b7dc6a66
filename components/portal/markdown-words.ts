import type { MarkdownWords } from "@/components/pages/markdown";
import type { PortalTexts } from "@/lib/messages/texts";

/** What a page shows beside its own text, in the language of its reader. */
export function markdownWords(t: PortalTexts): MarkdownWords {
  return {
    image: (text) => (text ? t("page.imageOf", { text }) : t("page.image")),
    footnotes: t("page.footnotes"),
    footnoteBack: (number) => t("page.footnoteBack", { number }),
  };
}
