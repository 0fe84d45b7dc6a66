import { Panel } from "@/components/patterns/panel";
import { EgressAddresses } from "@/components/remote-sources/egress-addresses";
import { Note } from "@/components/remote-sources/kinds/note";
import { S3Policy } from "@/components/remote-sources/kinds/s3-policy";
import type { NotesProps } from "@/components/remote-sources/kinds/source-ui";

/** What the administrator of the bucket needs to know, beside the form of a connection. */
export function S3Notes({ egress }: NotesProps) {
  return (
    <Panel title="For your IT team" description="Send this to the administrator of the bucket.">
      <div className="grid gap-5">
        <Note title="Access key">
          <ul className="grid list-disc gap-1 pl-4">
            <li>Create a user for Rollcall alone, without a password, and an access key for it.</li>
            <li>Read access is enough. Rollcall never writes, copies or deletes objects.</li>
            <li>Temporary credentials (with a session token) expire, so they can't be used.</li>
          </ul>
        </Note>
        <Note title="Policy for this user">
          <p>The least it needs, for the bucket and the prefix in the form:</p>
          <S3Policy />
          <p>
            <span className="font-mono">s3:ListBucket</span> can be left out if the path of the file never
            changes. Browse and patterns in the path need it. If objects are encrypted with a KMS key, the
            user also needs <span className="font-mono">kms:Decrypt</span> for that key.
          </p>
        </Note>
        <Note title="IP addresses to allow">
          <EgressAddresses {...egress} to="the bucket" />
        </Note>
        <Note title="Files">
          <ul className="grid list-disc gap-1 pl-4">
            <li>An object is either complete or not there, so no temporary name is needed.</li>
            <li>Keep new files out of archive storage classes such as Glacier.</li>
          </ul>
        </Note>
      </div>
    </Panel>
  );
}
