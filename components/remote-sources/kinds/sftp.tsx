import { KeyRound, Server } from "lucide-react";
import { SftpForm } from "@/components/remote-sources/kinds/sftp-form";
import { SftpNotes } from "@/components/remote-sources/kinds/sftp-notes";
import type { SourceUi } from "@/components/remote-sources/kinds/source-ui";
import { Badge } from "@/components/ui/badge";
import type { SourceSettings } from "@/lib/model/source";
import { sftpSettings } from "@/lib/pipeline/source/sftp/settings";
import { SFTP_STAGES } from "@/lib/pipeline/source/sftp/stages";

export const sftpUi: SourceUi = {
  label: "SFTP",
  choice: {
    icon: <Server />,
    title: "Connect to your SFTP server",
    text: "Rollcall signs in to your server and reads the file there.",
  },
  intro: "An SFTP server with the files that list your users. The connection is checked when you save it.",
  Form: SftpForm,
  Notes: SftpNotes,
  Badges,
  describe,
  stages: SFTP_STAGES,
  works: "Rollcall signed in and opened the home folder.",
};

function Badges({ settings }: { settings: SourceSettings }) {
  const { authKind, allowOutdated } = sftpSettings.parse(settings);
  return (
    <>
      {authKind === "private_key" ? (
        <Badge variant="outline">
          <KeyRound aria-hidden="true" />
          Private Key
        </Badge>
      ) : null}
      {allowOutdated ? <Badge variant="held">SHA-1 allowed</Badge> : null}
    </>
  );
}

/** `user@host:port`; in brief without the usual port 22. */
function describe(settings: SourceSettings, brief = false): string {
  const { username, host, port } = sftpSettings.parse(settings).place;
  return `${username}@${host}${brief && port === 22 ? "" : `:${port}`}`;
}
