import type { ComponentType, ReactNode } from "react";
import type { HostKey } from "@/drizzle/schema/remote-sources";
import type { SourceSettings } from "@/lib/model/source";
import type { Stages } from "@/lib/pipeline/source/stages";
import type { Egress } from "@/lib/remote-sources/read";
import type { RemoteSource } from "@/lib/remote-sources/views";

export type FormProps = {
  source: RemoteSource | null;
  /** The field to begin at. */
  field?: string | null;
  /** Of a key pair that was made here. */
  publicKey?: string | null;
};

export type NotesProps = { egress: Egress; hostKey: HostKey | null };

/** What a kind shows of a check of its connections. */
export type CheckUi = {
  stages: Stages;
  /** The field of the form to look at first when a stage fails; null where no field can mend it. */
  fieldOf?: (stage: string, settings: SourceSettings | null) => string | null;
  /** What a check that worked has shown. */
  works: string;
};

/** What a kind of Remote Source shows of itself. */
export type SourceUi = CheckUi & {
  /** Its name on a badge. */
  label: string;
  /** Among the kinds to choose from: an icon, what one does, and for whom it is. */
  choice: { icon: ReactNode; title: string; text: string };
  /** What a new one is, in a sentence. */
  intro: string;
  /** The whole form of a new source (null) or one that is edited. What can be connected to is checked before it is saved. */
  Form: ComponentType<FormProps>;
  /** What the administrator of the server needs to know, beside the form. */
  Notes: ComponentType<NotesProps>;
  /** The most important of its settings, beside its name. */
  Badges: ComponentType<{ settings: SourceSettings }>;
  /** Where it leads, in full; `brief` leaves out what is usual. */
  describe: (settings: SourceSettings, brief?: boolean) => string;
  /** What deleting it loses and keeps, besides what is stored of it. */
  deleting: (settings: SourceSettings) => { lost: string[]; kept: string[] };
  /** Whether it has a page of its own, because files lie with us. */
  hasPage?: boolean;
};
