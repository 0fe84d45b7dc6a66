import { unreachable } from "@/lib/errors";
import type { ProfileField } from "@/lib/model/field";
import type { KeptPart, UserPart } from "@/lib/model/user";
import type { StaleReason } from "@/lib/runs/views/types";

const PARTS = {
  user: "User",
  email: "E-mail",
  firstName: "First name",
  lastName: "Last name",
  mobile: "Mobile",
} as const;

/** The label of a part of a user, as on their page. */
export function partLabel(part: UserPart, fields: readonly ProfileField[]): string {
  if (typeof part !== "number") return PARTS[part];
  return fields.find(({ id }) => id === part)?.label ?? "A deleted field";
}

/** Why an undo keeps a part as it is: "kept, Maria Virtanen changed it". The date follows, if known. */
export function keptLabel({ part, why, by }: Omit<KeptPart, "at">): string {
  const isUser = part === "user";
  switch (why) {
    case "changed":
      if (isUser) return by ? `stays, ${by} changed them` : "stays, they were changed since";
      return by ? `kept, ${by} changed it` : "kept, it was changed since";
    case "removed":
      return by ? `stays removed, ${by} removed them` : "stays removed, they were removed since";
    case "restored":
      return by ? `stays, ${by} restored them` : "stays, they were restored since";
    case "address_taken":
      if (isUser) return "stays, another user has their address now";
      return "kept, another user has the earlier address now";
    case "id_taken":
      return "stays, another user has the earlier ID now";
    case "protected":
      return "stays, authors and admins are never removed";
    case "gone":
      return "can't be restored, they were permanently deleted";
    default:
      return unreachable(why);
  }
}

/** Why a planned change is outdated: "Maria Virtanen changed Mobile". The date follows, if known. */
export function staleLabel(reason: StaleReason | null, fields: readonly ProfileField[]): string {
  if (!reason) return "This user was changed or permanently deleted";
  const { kind, by, parts } = reason;
  if (kind === "remove") return `${by} removed this user`;
  if (kind === "restore") return `${by} restored this user`;
  if (parts.length === 0) return `${by} changed this user`;
  return `${by} changed ${parts.map((part) => partLabel(part, fields)).join(", ")}`;
}
