import { Panel } from "@/components/patterns/panel";
import { Note } from "@/components/remote-sources/kinds/note";

/** What a drop is, beside its form. */
export function DropNotes() {
  return (
    <Panel title="How it works">
      <div className="grid gap-5">
        <Note title="After you create it">
          <ul className="grid list-disc gap-1 pl-4">
            <li>The page of the drop shows host, port, user and commands, ready to copy.</li>
            <li>There you add the public keys of your IT team, or make a password or token.</li>
            <li>Attach a file of the drop to a workspace before or after the first file has arrived.</li>
          </ul>
        </Note>
        <Note title="What your IT team can do">
          <ul className="grid list-disc gap-1 pl-4">
            <li>Send, list, rename and delete files in this drop, and nothing else.</li>
            <li>A file counts once it has arrived in full. The one before stays until then.</li>
          </ul>
        </Note>
      </div>
    </Panel>
  );
}
