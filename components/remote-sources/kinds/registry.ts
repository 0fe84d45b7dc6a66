import { dropUi } from "@/components/remote-sources/kinds/drop";
import { s3Ui } from "@/components/remote-sources/kinds/s3";
import { sftpUi } from "@/components/remote-sources/kinds/sftp";
import type { SourceUi } from "@/components/remote-sources/kinds/source-ui";
import type { SourceKind } from "@/lib/model/source";

/** How each kind of Remote Source is shown. */
export const SOURCE_UI: Readonly<Record<SourceKind, SourceUi>> = {
  sftp: sftpUi,
  s3: s3Ui,
  drop: dropUi,
};
