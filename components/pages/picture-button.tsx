"use client";

import { ImagePlus } from "lucide-react";
import { useRef, useTransition } from "react";
import { PictureInput } from "@/components/patterns/picture-input";
import { sendPicture } from "@/components/patterns/send-picture";
import { useScope } from "@/components/patterns/use-scope";
import { Button } from "@/components/ui/button";
import type { Mark } from "@/lib/pages/insert-mark";

type Props = {
  onAdded: (mark: Mark) => void;
  onRefused: (error: { message: string; remedy?: string } | null) => void;
};

/** Uploads a picture, for a text to show. */
export function PictureButton({ onAdded, onRefused }: Props) {
  const { org, workspace } = useScope();
  const input = useRef<HTMLInputElement>(null);
  const [isSending, send] = useTransition();

  function upload(file: File): void {
    onRefused(null);
    send(async () => {
      const sent = await sendPicture<{ id: string }>("/api/pictures", { org, workspace }, file);
      if (!sent.ok) return onRefused(sent.error);
      // Its name is what those hear who don't see it; it is selected, to be written better.
      onAdded({ picture: sent.data.id, name: file.name.replace(/\.\w+$/, "").replace(/[-_]+/g, " ") });
    });
  }

  return (
    <>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label="Picture"
        title="Picture"
        pending={isSending}
        onClick={() => input.current?.click()}
        className="text-muted-foreground max-md:size-9"
      >
        <ImagePlus aria-hidden="true" />
      </Button>
      <PictureInput input={input} label="Picture file" onPicked={upload} />
    </>
  );
}
