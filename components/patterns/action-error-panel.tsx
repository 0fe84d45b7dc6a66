import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import type { ActionError } from "@/lib/action";

/** An error in the page: what went wrong and what to do. */
export function ActionErrorPanel({ error }: { error: Pick<ActionError, "message" | "remedy"> | null }) {
  if (!error) return null;
  return (
    <Alert tone="danger">
      <AlertTitle>{error.message}</AlertTitle>
      {error.remedy ? <AlertDescription>{error.remedy}</AlertDescription> : null}
    </Alert>
  );
}
