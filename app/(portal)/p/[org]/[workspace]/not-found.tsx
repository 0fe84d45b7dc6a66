import { SearchX } from "lucide-react";
import { PortalStart } from "@/components/portal/portal-start";
import { Problem } from "@/components/shell/problem";

export default function NotFound() {
  return (
    <Problem alone icon={<SearchX />} title="There is nothing here for you" actions={<PortalStart />}>
      The page may have been deleted or renamed, or it is not open to you. If you expect to see it, ask
      whoever sent you the link.
    </Problem>
  );
}
