import type { RefObject } from "react";
import { PICTURE_TYPES } from "@/lib/pictures/limits";

type Props = { input: RefObject<HTMLInputElement | null>; label: string; onPicked: (file: File) => void };

/** The file input behind a button that opens it: `input` is what the button clicks. */
export function PictureInput({ input, label, onPicked }: Props) {
  return (
    <input
      ref={input}
      type="file"
      accept={PICTURE_TYPES}
      aria-label={label}
      className="sr-only"
      tabIndex={-1}
      onChange={(event) => {
        const file = event.target.files?.[0];
        // Picking the same file again is a change too.
        event.target.value = "";
        if (file) onPicked(file);
      }}
    />
  );
}
