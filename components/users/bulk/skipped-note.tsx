import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { formatNumber } from "@/lib/format/number";
import type { OwnedUsers } from "@/lib/users/bulk/bulk-status";

type Props = {
  owners: readonly OwnedUsers[];
  total: number;
  /** Why: "Their Department is filled from the file." */
  why: string;
};

/** "12 of 40 users come from HR export and will be skipped", and why. */
export function SkippedNote({ owners, total, why }: Props) {
  const left = owners.reduce((sum, { users }) => sum + users, 0);
  if (left === 0) return null;
  const names = owners.map(({ syncName }) => syncName).join(", ");
  return (
    <Alert tone="held">
      <AlertTitle>
        {left === total
          ? `All ${formatNumber(total)} users`
          : `${formatNumber(left)} of ${formatNumber(total)} users`}{" "}
        come from {names} and will be skipped
      </AlertTitle>
      <AlertDescription>{why}</AlertDescription>
    </Alert>
  );
}
