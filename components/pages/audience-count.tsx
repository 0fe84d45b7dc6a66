"use client";

import { useEffect, useState } from "react";
import type { CountAudience } from "@/components/pages/types";
import { useScope } from "@/components/patterns/use-scope";
import { plural } from "@/lib/format/plural";
import type { Audience } from "@/lib/pages/schema";

/** How many people a page that is being written would be open to, as the lists are now. */
export function AudienceCount({ audience, listIds, count }: Audience & { count: CountAudience }) {
  const { org, workspace } = useScope();
  const [people, setPeople] = useState<number | null>(null);
  const ids = listIds.join(",");

  useEffect(() => {
    let wanted = true;
    setPeople(null);
    const asked = { audience, listIds: ids ? ids.split(",").map(Number) : [] };
    const timer = setTimeout(() => {
      void count({ org, workspace }, asked).then((result) => {
        if (wanted && result.ok) setPeople(result.data);
      });
    }, 250);
    return () => {
      wanted = false;
      clearTimeout(timer);
    };
  }, [audience, ids, count, org, workspace]);

  return (
    <p className="text-muted-foreground text-sm" aria-live="polite">
      {people === null ? "Counting who sees this…" : whoSees(audience, ids === "", people)}
    </p>
  );
}

function whoSees(audience: Audience["audience"], noLists: boolean, people: number): string {
  if (audience === "lists" && noLists) return "Nobody sees this: choose a list, or open it to everyone.";
  const now = people === 1 ? "sees" : "see";
  const then =
    audience === "everyone"
      ? "Whoever becomes a user here later sees it, too."
      : "It follows the lists: whoever leaves them is out at once.";
  return `${plural(people, "person", "people")} ${now} this right now. ${then}`;
}
