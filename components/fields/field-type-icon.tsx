import { FIELD_KIND_VIEWS } from "@/components/fields/kinds/registry";
import type { FieldType } from "@/lib/model/field";

export function FieldTypeIcon({ type }: { type: FieldType }) {
  const Icon = FIELD_KIND_VIEWS[type].icon;
  return <Icon className="size-4 shrink-0 text-muted-foreground" aria-hidden="true" />;
}
