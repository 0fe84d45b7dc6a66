import { FileUp } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Panel } from "@/components/patterns/panel";
import { SOURCE_UI } from "@/components/remote-sources/kinds/registry";
import { SOURCE_KINDS } from "@/lib/model/source";

type Props = {
  org: string;
  /** Other ways to begin: sample data, an empty workspace. */
  children?: ReactNode;
};

/** Where a new organization begins: with the place its file comes from. */
export function GetStarted({ org, children }: Props) {
  return (
    <Panel
      title="Where does the file with your users come from?"
      description="Connect the place once. Then choose the file, say where its columns go, and approve what it would change."
      footer={children}
    >
      <ul className="grid gap-3 sm:grid-cols-3">
        {SOURCE_KINDS.map((kind) => {
          const { icon, title, text } = SOURCE_UI[kind].choice;
          return (
            <li key={kind}>
              <Link
                href={`/${org}/remote-sources/new?kind=${kind}`}
                className="grid h-full grid-cols-[auto_1fr] content-start gap-x-3 rounded-lg border bg-card p-4 transition-colors hover:bg-subtle"
              >
                <span aria-hidden="true" className="mt-0.5 text-primary [&_svg]:size-4.5">
                  {icon}
                </span>
                <span className="min-w-0">
                  <span className="block font-medium">{title}</span>
                  <span className="mt-0.5 block text-pretty text-muted-foreground text-sm">{text}</span>
                </span>
              </Link>
            </li>
          );
        })}
      </ul>
      <p className="mt-4 flex items-start gap-2 text-muted-foreground text-sm">
        <FileUp aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
        To import a file from your computer once, create a workspace and use Upload CSV there.
      </p>
    </Panel>
  );
}
