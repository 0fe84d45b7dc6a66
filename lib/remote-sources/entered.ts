import { isDeepStrictEqual } from "node:util";
import type { Ctx } from "@/lib/context";
import type { SourceSettings } from "@/lib/model/source";
import { sourceOf } from "@/lib/pipeline/source/registry";
import { openCredentials } from "@/lib/remote-sources/credentials";
import { openDraft } from "@/lib/remote-sources/draft-secret";
import type { EnteredSource } from "@/lib/remote-sources/schema";
import type { RemoteSourceRow } from "@/lib/remote-sources/store";

type Entered = {
  settings: SourceSettings;
  /** Null keeps the stored secret, which then stays with its place. */
  secret: unknown;
  /** Whether it leads to another server than the stored one, whose host key says nothing about it. */
  moved: boolean;
  /** Whether anything but the name is another than before. */
  changed: boolean;
};

/**
 * What a form holds, as it is stored: beside `row` for a source that is edited, null for a new one. Throws
 * `invalid_input` where a secret is needed or can't be used.
 */
export function readEntered(ctx: Ctx, input: EnteredSource, row: RemoteSourceRow | null): Entered {
  const source = sourceOf(input.kind);
  const settings = source.settings.parse(source.settingsOf(input, row?.settings ?? null));
  const stored = row && {
    settings: row.settings,
    openSecret: () => openCredentials(row, row.credentialsSealed),
  };
  const secret = source.newSecret(input, stored, (draft) => openDraft(ctx, input.kind, draft));
  const moved = row !== null && !source.isSameServer(row.settings.place, settings.place);
  const changed = row === null || moved || secret !== null || !isSameBesidesPlace(row.settings, settings);
  return { settings, secret, moved, changed };
}

function isSameBesidesPlace(a: SourceSettings, b: SourceSettings): boolean {
  return isDeepStrictEqual({ ...a, place: null }, { ...b, place: null });
}
