import { sftpSettingsOf } from "@/components/remote-sources/kinds/sftp-settings";
import type { CheckUi } from "@/components/remote-sources/kinds/source-ui";
import type { SourceSettings } from "@/lib/model/source";
import { SFTP_STAGES } from "@/lib/pipeline/source/sftp/stages";

export const sftpCheck: CheckUi = {
  stages: SFTP_STAGES,
  works: "Rollcall signed in and opened the folder that paths start in.",
  fieldOf,
};

function fieldOf(stage: string, settings: SourceSettings | null): string | null {
  const byPassword = settings !== null && sftpSettingsOf(settings).authKind === "password";
  if (stage === "sign_in") return byPassword ? "password" : "username";
  return FIELDS[stage] ?? null;
}

const FIELDS: Readonly<Record<string, string>> = { resolve: "host", connect: "port", handshake: "port" };
