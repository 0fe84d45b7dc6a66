import { PortalStart } from "@/components/portal/portal-start";
import { Problem } from "@/components/shell/problem";

export default function NotFound() {
  return (
    <Problem alone icon="missing" title="Page not found" actions={<PortalStart />}>
      The page may have been deleted or renamed, or you don't have access to it. If you expected to see it,
      ask the person who sent you the link.
    </Problem>
  );
}
