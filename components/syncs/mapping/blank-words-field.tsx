"use client";

import { LinesField } from "@/components/patterns/lines-field";

type Props = { value: readonly string[] | undefined; onChange: (words: string[] | undefined) => void };

/** Words that an export writes into blank cells. */
export function BlankWordsField({ value = [], onChange }: Props) {
  return (
    <LinesField
      label="Values treated as blank"
      help="One per line. Letter case is ignored."
      placeholder={"NULL\n#N/A\n-"}
      value={value}
      max={20}
      onChange={onChange}
    />
  );
}
