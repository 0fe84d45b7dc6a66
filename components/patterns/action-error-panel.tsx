import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { ActionError } from "@/lib/action";

/** What went wrong and what to do about it, in the page. */
export function ActionErrorPanel({ error }: { error: Pick<ActionError, "message" | "remedy"> | null }) {
  if (!error) return null;
  return (
    <Alert tone="danger">
      <AlertTitle>{error.message}</AlertTitle>
      {error.remedy ? <AlertDescription>{error.remedy}</AlertDescription> : null}
    </Alert>
  );
}
