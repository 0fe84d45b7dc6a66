import { Download } from "lucide-react";
import { Panel } from "@/components/patterns/panel";
import { EraseButton } from "@/components/personal-data/erase-button";
import { Button } from "@/components/ui/button";

type Props = {
  user: { id: number; name: string; email: string };
  /** The sync whose last file names the person; null for none. */
  namedBy: string | null;
  /** The user's page. */
  href: string;
  canExport: boolean;
  canErase: boolean;
};

/** What a person may ask for: everything that is stored about them, or that none of it is. */
export function DataPanel({ user, namedBy, href, canExport, canErase }: Props) {
  return (
    <Panel title="Personal data" description="Everything that is stored about this person in this workspace.">
      <div className="flex flex-wrap gap-2">
        {canExport
          ? (["csv", "json"] as const).map((format) => (
              <Button key={format} variant="outline" size="sm" asChild>
                <a href={`${href}/data.${format}`} download>
                  <Download aria-hidden="true" />
                  Download {format.toUpperCase()}
                </a>
              </Button>
            ))
          : null}
        {canErase ? <EraseButton user={user} namedBy={namedBy} /> : null}
      </div>
    </Panel>
  );
}
