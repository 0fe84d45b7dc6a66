import { CircleAlert, OctagonX, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { plural } from "@/lib/format/plural";
import type { Severity } from "@/lib/model/issue";

const LOOKS = {
  blocking: { word: "Blocking", one: "blocking issue", variant: "danger", icon: OctagonX },
  error: { word: "Error", one: "error", variant: "danger", icon: CircleAlert },
  warning: { word: "Warning", one: "warning", variant: "held", icon: TriangleAlert },
} as const;

/** "Error", or with a count "12 errors". */
export function SeverityBadge({ severity, count }: { severity: Severity; count?: number }) {
  const { word, one, variant, icon: Icon } = LOOKS[severity];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden="true" />
      {count === undefined ? word : plural(count, one)}
    </Badge>
  );
}
