import { Problem } from "@/components/shell/problem";
import { primaryButton } from "@/components/ui/button-classes";

export function NotFoundProblem({ alone = false }: { alone?: boolean }) {
  return (
    <Problem
      alone={alone}
      icon="missing"
      title="Page not found"
      actions={
        <a href="/" className={primaryButton}>
          Go to the start page
        </a>
      }
    >
      The page may have been deleted or renamed, or your account doesn't have access to it. If someone sent
      you the link, ask them to invite you.
    </Problem>
  );
}
