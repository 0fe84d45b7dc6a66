import { Alert, AlertDescription, AlertTitle } from "@/components/ui/alert";
import { formatNumber } from "@/lib/format/number";
import type { OwnedUsers } from "@/lib/users/bulk/standing";

type Props = {
  owners: readonly OwnedUsers[];
  total: number;
  /** Why: "their Department follows its file". */
  why: string;
};

/** "12 of 40 come from HR export and are left alone: their Department follows its file." */
export function LeftAloneNote({ owners, total, why }: Props) {
  const left = owners.reduce((sum, { users }) => sum + users, 0);
  if (left === 0) return null;
  const names = owners.map(({ syncName }) => syncName).join(", ");
  return (
    <Alert tone="held">
      <AlertTitle>
        {left === total ? "All of them" : `${formatNumber(left)} of ${formatNumber(total)}`} come from {names}{" "}
        and are left alone
      </AlertTitle>
      <AlertDescription>{why}</AlertDescription>
    </Alert>
  );
}
