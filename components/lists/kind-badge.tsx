import { Hand, Workflow } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { ListItem } from "@/lib/lists/views";

/** "Rule-based" or "Manual". */
export function KindBadge({ kind }: { kind: ListItem["kind"] }) {
  const Icon = kind === "dynamic" ? Workflow : Hand;
  return (
    <Badge>
      <Icon aria-hidden="true" />
      {kind === "dynamic" ? "Rule-based" : "Manual"}
    </Badge>
  );
}
