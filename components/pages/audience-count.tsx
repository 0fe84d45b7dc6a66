"use client";

import { useEffect, useState } from "react";
import { useScope } from "@/components/patterns/use-scope";
import { plural } from "@/lib/format/plural";
import { countAudienceAction } from "@/lib/pages/actions";
import type { Audience } from "@/lib/pages/schema";

/** How many users could see the page now, with the selected audience. */
export function AudienceCount({ audience, listIds }: Audience) {
  const { org, workspace } = useScope();
  const [people, setPeople] = useState<number | null>(null);
  const ids = listIds.join(",");

  useEffect(() => {
    let wanted = true;
    setPeople(null);
    const input = { audience, listIds: ids ? ids.split(",").map(Number) : [] };
    const timer = setTimeout(() => {
      void countAudienceAction({ org, workspace }, input).then((result) => {
        if (wanted && result.ok) setPeople(result.data);
      });
    }, 250);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [audience, ids, org, workspace]);

  return (
    <p className="text-muted-foreground text-sm" aria-live="polite">
      {people === null ? "Counting who can see this page…" : whoSees(audience, ids === "", people)}
    </p>
  );
}

function whoSees(audience: Audience["audience"], noLists: boolean, people: number): string {
  if (audience === "lists" && noLists)
    return "Nobody can see this page. Select a list, or open the page to everyone.";

  const later =
    audience === "everyone"
      ? "Users added later can see it too."
      : "Users who leave the lists lose access immediately.";
  return `${plural(people, "user")} can see this page now. ${later}`;
}
