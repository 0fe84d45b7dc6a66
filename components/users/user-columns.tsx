import { FIELD_KIND_VIEWS } from "@/components/fields/kinds/registry";
import type { DataColumn } from "@/components/patterns/data-table";
import { RelativeTime } from "@/components/patterns/relative-time";
import { Badge } from "@/components/ui/badge";
import { SourceBadge } from "@/components/users/source-badge";
import { fullName } from "@/lib/format/person";
import type { ProfileField } from "@/lib/model/field";
import { roleLabel } from "@/lib/users/roles";
import type { UserItem } from "@/lib/users/views";

/** A user's name in one line: full name, or else the e-mail address. */
export const userName = (user: Pick<UserItem, "firstName" | "lastName" | "email">) =>
  fullName(user.firstName, user.lastName) || user.email;

/** The table's columns: the name, then the chosen ones in order. */
export function userColumns(
  chosen: readonly string[],
  fields: readonly Pick<ProfileField, "id" | "label" | "type">[],
): DataColumn<UserItem>[] {
  const name: DataColumn<UserItem> = {
    id: "name",
    header: "Name",
    cell: userName,
    className: "md:max-w-64 md:truncate",
    sortable: true,
  };
  const others = chosen.flatMap((id): DataColumn<UserItem>[] => {
    const standard = STANDARD[id];
    if (standard) return [{ id, sortable: true, ...standard }];
    const field = fields.find((each) => id === `field-${each.id}`);
    return field ? [fieldColumn(id, field)] : [];
  });
  return [name, ...others];
}

export const REMOVED_COLUMN: DataColumn<UserItem> = {
  id: "removed",
  header: "Removed",
  sortable: true,
  cell: (user) => <RelativeTime at={user.removedAt} />,
};

const STANDARD: Readonly<Record<string, Omit<DataColumn<UserItem>, "id">>> = {
  email: {
    header: "E-mail",
    cell: (user) => <span className="break-all text-muted-foreground">{user.email}</span>,
    hideLabelOnPhone: true,
    className: "md:min-w-44",
  },
  csvId: {
    header: "ID",
    cell: (user) => (user.csvId === null ? <EmptyCell /> : <span className="font-mono">{user.csvId}</span>),
    className: "md:max-w-40 md:truncate",
  },
  mobile: {
    header: "Mobile",
    cell: (user) => <Texts texts={user.cells.mobile} />,
    className: "md:whitespace-nowrap",
  },
  teams: { header: "Teams", cell: (user) => <Chips texts={user.cells.teams} />, className: "md:min-w-40" },
  manages: { header: "Manager of", cell: (user) => <Chips texts={user.cells.manages} /> },
  source: { header: "Source", cell: (user) => <SourceBadge source={user.source} /> },
  role: {
    header: "Role",
    cell: (user) => <span className="text-muted-foreground">{roleLabel(user.role)}</span>,
  },
  added: {
    header: "Added",
    cell: (user) => <RelativeTime at={user.createdAt} className="text-muted-foreground" />,
  },
};

function fieldColumn(
  id: string,
  { label, type }: Pick<ProfileField, "label" | "type">,
): DataColumn<UserItem> {
  const { chips, cellClass } = FIELD_KIND_VIEWS[type];
  const Cell = chips ? Chips : Texts;
  return {
    id,
    sortable: true,
    header: label,
    cell: (user) => <Cell texts={user.cells[id]} />,
    className: cellClass,
  };
}

function Texts({ texts = [] }: { texts?: readonly string[] }) {
  const [text] = texts;
  if (text === undefined) return <EmptyCell />;
  return (
    <span className="max-md:wrap-anywhere" dir="auto" title={text}>
      {text}
    </span>
  );
}

const CHIPS_MAX = 3;

/** The first few values and how many more; all of them on hover. */
function Chips({ texts = [] }: { texts?: readonly string[] }) {
  if (texts.length === 0) return <EmptyCell />;
  return (
    <span className="inline-flex flex-wrap gap-1 max-md:justify-end" title={texts.join(", ")}>
      {texts.slice(0, CHIPS_MAX).map((text) => (
        <Badge key={text} className="max-w-40 text-foreground">
          <span className="truncate" dir="auto">
            {text}
          </span>
        </Badge>
      ))}
      {texts.length > CHIPS_MAX ? <Badge variant="outline">+{texts.length - CHIPS_MAX}</Badge> : null}
    </span>
  );
}

function EmptyCell() {
  return <span className="text-faint">—</span>;
}
