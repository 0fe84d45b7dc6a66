import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
import type { CheckStage } from "@/drizzle/schema/remote-sources";
import type { CheckedSource } from "@/lib/remote-sources/views";

type Edited = Pick<CheckedSource, "id" | "kind" | "settings">;

/** The form of a Remote Source; after a failed check, at the field that it points to. */
export function editHref(org: string, { id, kind, settings }: Edited, failed?: Pick<CheckStage, "stage">) {
  const field = failed && SOURCE_UI[kind].fieldOf?.(failed.stage, settings);
  return `/${org}/remote-sources/${id}/edit${field ? `?field=${encodeURIComponent(field)}` : ""}`;
}
