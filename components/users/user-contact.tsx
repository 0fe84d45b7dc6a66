import { Facts } from "@/components/patterns/facts";
import { OwnedMark } from "@/components/users/owned-mark";
import type { UserDetail } from "@/lib/users/views";

/** Name, e-mail and mobile, marked when a sync fills them. */
export function UserContact({ user }: { user: UserDetail }) {
  const mark = user.source ? <OwnedMark syncName={user.source.syncName} /> : null;
  const value = (text: string) =>
    text === "" ? null : (
      <span className="inline-flex min-w-0 items-center gap-1.5">
        <span className="min-w-0 wrap-anywhere">{text}</span>
        {mark}
      </span>
    );
  return (
    <Facts
      items={[
        { label: "First name", value: value(user.firstName) },
        { label: "Last name", value: value(user.lastName) },
        { label: "E-mail", value: value(user.email) },
        { label: "Mobile", value: value(user.mobile) },
      ]}
    />
  );
}
