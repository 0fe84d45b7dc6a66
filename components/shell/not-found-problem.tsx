import { SearchX } from "lucide-react";
import { Problem } from "@/components/shell/problem";
import { buttonVariants } from "@/components/ui/button-variants";

export function NotFoundProblem({ alone = false }: { alone?: boolean }) {
  return (
    <Problem
      alone={alone}
      icon={<SearchX />}
      title="Page not found"
      actions={
        <a href="/" className={buttonVariants()}>
          Go to the start page
        </a>
      }
    >
      The page may have been deleted or renamed, or your account doesn't have access to it. If someone sent
      you the link, ask them to invite you.
    </Problem>
  );
}
