import { Facts } from "@/components/patterns/facts";
import { OwnedMark } from "@/components/users/owned-mark";
import type { UserDetail } from "@/lib/users/views";

/** Name, e-mail and mobile, marked when a sync fills them. */
export function UserContact({ user }: { user: UserDetail }) {
  const mark = user.source ? <OwnedMark syncName={user.source.syncName} /> : null;
  const value = (text: string, part?: "firstName" | "lastName" | "mobile") =>
    text === "" ? null : (
      <span className="inline-flex min-w-0 items-center gap-1.5">
        <span className="min-w-0 wrap-anywhere">{text}</span>
        {part && user.owned?.missing.includes(part) ? null : mark}
      </span>
    );
  return (
    <Facts
      items={[
        { label: "First name", value: value(user.firstName, "firstName") },
        { label: "Last name", value: value(user.lastName, "lastName") },
        { label: "E-mail", value: value(user.email) },
        { label: "Mobile", value: value(user.mobile, "mobile") },
      ]}
    />
  );
}
