import { Inbox } from "lucide-react";
import { DropForm } from "@/components/remote-sources/kinds/drop-form";
import { DropNotes } from "@/components/remote-sources/kinds/drop-notes";
import { dropSettingsOf } from "@/components/remote-sources/kinds/drop-settings";
import type { SourceUi } from "@/components/remote-sources/kinds/source-ui";
import { Badge } from "@/components/ui/badge";
import type { SourceSettings } from "@/lib/model/source";
import { DROP_STAGES } from "@/lib/pipeline/source/drop/stages";

export const dropUi: SourceUi = {
  label: "Drop",
  choice: {
    icon: <Inbox />,
    title: "Let your IT place files with us",
    text: "Your IT team sends the files by SFTP or HTTPS. No server of yours has to be opened.",
  },
  intro: "A folder on our side. Your IT team sends the files that list your users to it.",
  Form: DropForm,
  Notes: DropNotes,
  Badges,
  describe: (settings) => dropSettingsOf(settings).place.username,
  deleting: () => ({
    lost: [
      "All files in the drop, and the list of files that came in",
      "Its keys, password and tokens: your IT team can't send files to it any more",
    ],
    kept: ["Finished runs and all users stay as they are"],
  }),
  stages: DROP_STAGES,
  works: "Your IT team can sign in, and a file has arrived.",
  hasPage: true,
};

function Badges({ settings }: { settings: SourceSettings }) {
  const { retentionDays } = dropSettingsOf(settings);
  return (
    <Badge variant="outline">Keeps files for {retentionDays === 1 ? "1 day" : `${retentionDays} days`}</Badge>
  );
}
