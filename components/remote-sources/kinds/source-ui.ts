import type { ComponentType, ReactNode } from "react";
import type { HostKey } from "@/drizzle/schema/remote-sources";
import type { SourceSettings } from "@/lib/model/source";
import type { Stages } from "@/lib/pipeline/source/stages";
import type { Egress } from "@/lib/remote-sources/read";
import type { RemoteSource } from "@/lib/remote-sources/views";

export type NotesProps = { egress: Egress; hostKey: HostKey | null };

/** What a kind of Remote Source shows of itself. */
export type SourceUi = {
  /** Its name on a badge. */
  label: string;
  /** Among the kinds to choose from: an icon, what one does, and for whom it is. */
  choice: { icon: ReactNode; title: string; text: string };
  /** What a new one is, in a sentence. */
  intro: string;
  /** The whole form of a new source (null) or one that is edited. After saving, the list opens and checks it. */
  Form: ComponentType<{ source: RemoteSource | null }>;
  /** What the administrator of the server needs to know, beside the form. */
  Notes: ComponentType<NotesProps>;
  /** The most important of its settings, beside its name. */
  Badges: ComponentType<{ settings: SourceSettings }>;
  /** Where it leads, in full; `brief` leaves out what is usual. */
  describe: (settings: SourceSettings, brief?: boolean) => string;
  stages: Stages;
  /** What a check that worked has shown. */
  works: string;
  /** Whether it has a page of its own, because files lie with us. */
  hasPage?: boolean;
};
