import { ListTree } from "lucide-react";
import Link from "next/link";
import { FIELD_KIND_VIEWS } from "@/components/fields/kinds/registry";
import { EmptyState } from "@/components/patterns/empty-state";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { OwnedMark } from "@/components/users/owned-mark";
import type { ProfileField } from "@/lib/model/field";
import { shownValue } from "@/lib/users/values";
import type { UserDetail } from "@/lib/users/views";

type Props = { user: UserDetail; fields: readonly ProfileField[]; settingsHref: string };

/** Every profile field of the workspace with this user's value, empty ones too. */
export function UserFields({ user, fields, settingsHref }: Props) {
  if (fields.length === 0) {
    return (
      <EmptyState
        compact
        icon={<ListTree />}
        title="This workspace has no profile fields"
        description="Profile fields store more about users than name, e-mail and mobile."
        action={
          <Button variant="outline" asChild>
            <Link href={settingsHref}>Profile fields</Link>
          </Button>
        }
      />
    );
  }
  const owned = new Set(user.owned?.fieldIds);
  return (
    <dl className="divide-y">
      {fields.map((field) => (
        <div key={field.id} className="grid gap-x-4 gap-y-0.5 px-4 py-2.5 sm:grid-cols-[12rem_1fr]">
          <dt className="flex items-center gap-1.5 text-muted-foreground text-sm">
            <bdi className="min-w-0 wrap-anywhere">{field.label}</bdi>
            {user.source && owned.has(field.id) ? <OwnedMark syncName={user.source.syncName} /> : null}
          </dt>
          <dd className="min-w-0 wrap-anywhere">
            <Value field={field} labels={shownValue(field, user.fields[field.id])} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Value({ field, labels }: { field: ProfileField; labels: readonly string[] }) {
  if (labels.length === 0) return <span className="text-faint">Not set</span>;
  const { chips, valueClass } = FIELD_KIND_VIEWS[field.type];
  if (!chips) return <bdi className={valueClass}>{labels[0]}</bdi>;
  return (
    <span className="flex flex-wrap gap-1">
      {labels.map((label) => (
        <Badge key={label} className="h-auto whitespace-normal text-foreground text-sm">
          <bdi>{label}</bdi>
        </Badge>
      ))}
    </span>
  );
}
