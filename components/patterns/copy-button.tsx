"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { copyText } from "@/components/patterns/copy-text";
import { toast } from "@/components/patterns/toast";
import { Button } from "@/components/ui/button";
import { cn } from "@/lib/cn";

/** Copies `value`; `label` says what is copied, such as "Copy fingerprint". */
export function CopyButton({
  value,
  label,
  className,
}: {
  value: string;
  label: string;
  className?: string;
}) {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    const done = await copyText(value);
    setCopied(done);
    if (!done)
      toast.error("Your browser blocked copying.", {
        description: "Select the text and copy it manually.",
      });
  }

  return (
    <Button
      variant="ghost"
      size="icon-sm"
      aria-label={copied ? "Copied" : label}
      title={label}
      onClick={copy}
      className={cn("text-muted-foreground", className)}
    >
      {copied ? <Check className="text-success" aria-hidden="true" /> : <Copy aria-hidden="true" />}
    </Button>
  );
}
