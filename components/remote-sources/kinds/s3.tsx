import { Database } from "lucide-react";
import { s3Check } from "@/components/remote-sources/kinds/s3-check";
import { S3Form } from "@/components/remote-sources/kinds/s3-form";
import { S3Notes } from "@/components/remote-sources/kinds/s3-notes";
import { s3SettingsOf } from "@/components/remote-sources/kinds/s3-settings";
import type { SourceUi } from "@/components/remote-sources/kinds/source-ui";
import { Badge } from "@/components/ui/badge";
import type { SourceSettings } from "@/lib/model/source";

export const s3Ui: SourceUi = {
  label: "S3",
  choice: {
    icon: <Database />,
    title: "Read from an S3 bucket",
    text: "Amazon S3, or a service that works like it. Rollcall reads with an access key.",
  },
  intro: "An S3 bucket with the files that list your users. The connection is checked before it is saved.",
  Form: S3Form,
  Notes: S3Notes,
  Badges,
  describe,
  deleting: (settings) => ({
    lost: [`The connection to ${describe(settings, true)} and its stored credentials`],
    kept: ["The files in the bucket and all users stay as they are"],
  }),
  ...s3Check,
};

function Badges({ settings }: { settings: SourceSettings }) {
  const { place } = s3SettingsOf(settings);
  return place.endpoint.startsWith("http://") ? <Badge variant="held">Not encrypted</Badge> : null;
}

/** `bucket/prefix` and where it is; in brief without the access key ID. */
function describe(settings: SourceSettings, brief = false): string {
  const { place, region, prefix } = s3SettingsOf(settings);
  const where = place.endpoint === "aws" ? region : place.endpoint.replace(/^https?:\/\//, "");
  const path = prefix === "" ? place.bucket : `${place.bucket}/${prefix}`;
  return `${path} · ${where}${brief ? "" : ` · ${place.accessKeyId}`}`;
}
