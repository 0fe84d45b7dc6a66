"use client";

import { Download } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { Button } from "@/components/ui/button";

/** Downloads what the filters in the address find. */
export function CsvLink({ href }: { href: string }) {
  const search = useSearchParams().toString();
  return (
    <Button variant="outline" asChild>
      <a href={search ? `${href}?${search}` : href} download>
        <Download aria-hidden="true" />
        Download CSV
      </a>
    </Button>
  );
}
