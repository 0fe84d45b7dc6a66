import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { sftpSettings } from "@/lib/pipeline/source/sftp/settings";
import { checkEntered } from "@/lib/remote-sources/check-entered";
import { getRemoteSource } from "@/lib/remote-sources/read";
import type { UpdateRemoteSourceInput } from "@/lib/remote-sources/schema";
import { updateRemoteSource } from "@/lib/remote-sources/update";
import type { RemoteSource } from "@/lib/remote-sources/views";

const CHECK_MS = 60_000;

/** Whether a password is what a source signs in with. */
export function hasPassword({ kind, settings }: Pick<RemoteSource, "kind" | "settings">): boolean {
  const sftp = kind === "sftp" ? sftpSettings.safeParse(settings) : null;
  return sftp?.success === true && sftp.data.authKind === "password";
}

/**
 * Replaces the password of a source by one that works: it is tried at the server that is stored, whose key is pinned, and
 * kept only if it is accepted. Throws `not_found`, `conflict` for a source without a password, `confirm_needed`,
 * `throttled`, `invalid_input` when the server can't be used with it.
 */
export async function renewPassword(
  ctx: Ctx,
  { id, password }: { id: string; password: string },
): Promise<void> {
  const source = await getRemoteSource(ctx, id);
  if (!hasPassword(source)) {
    throw new AppError("conflict", `The Remote Source "${source.name}" does not sign in with a password.`, {
      remedy: "Change how it signs in on its page.",
    });
  }
  const input = inputOf(source, password);
  const watch = { signal: AbortSignal.timeout(CHECK_MS), onStage: () => undefined };
  const { result, proof, hostKey } = await checkEntered(ctx, input, watch);
  if (!result.ok || proof === null || hostKey?.state === "changed") {
    const failed = result.stages.find(({ ok }) => !ok);
    const message = failed?.message ?? "The connection could not be checked.";
    throw new AppError("invalid_input", "The password was not saved.", {
      fieldErrors: { password: message },
    });
  }
  await updateRemoteSource(ctx, { ...input, proof });
}

/** Everything as it is stored, with another password. */
function inputOf(
  { id, name, settings }: RemoteSource,
  password: string,
): UpdateRemoteSourceInput & { kind: "sftp" } {
  const { place, authKind } = sftpSettings.parse(settings);
  return { kind: "sftp", id, name, ...place, authKind, password, privateKey: "", passphrase: "" };
}
