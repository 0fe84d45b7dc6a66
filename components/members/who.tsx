import { Avatar } from "@/components/ui/avatar";

/** A member's name and address, with a mark for the reader. */
export function Who({ member }: { member: { name: string; email: string; self: boolean } }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar name={member.name} />
      <div className="min-w-0">
        <div className="truncate font-medium">
          {member.name}
          {member.self && <span className="font-normal text-muted-foreground"> (you)</span>}
        </div>
        <div className="truncate text-muted-foreground text-sm">{member.email}</div>
      </div>
    </div>
  );
}
