import { CircleAlert, OctagonX, TriangleAlert } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { plural } from "@/lib/format/plural";
import type { Severity } from "@/lib/model/issue";

const LOOKS = {
  blocking: { label: "Blocking", noun: "blocking issue", variant: "danger", icon: OctagonX },
  error: { label: "Error", noun: "error", variant: "danger", icon: CircleAlert },
  warning: { label: "Warning", noun: "warning", variant: "held", icon: TriangleAlert },
} as const;

/** "Error", or with a count "12 errors". */
export function SeverityBadge({ severity, count }: { severity: Severity; count?: number }) {
  const { label, noun, variant, icon: Icon } = LOOKS[severity];
  return (
    <Badge variant={variant}>
      <Icon aria-hidden="true" />
      {count === undefined ? label : plural(count, noun)}
    </Badge>
  );
}
