"use client";

import { LinesField } from "@/components/syncs/mapping/lines-field";

type Props = { value: readonly string[] | undefined; onChange: (words: string[] | undefined) => void };

/** What an export writes where a cell is blank. */
export function BlankWordsField({ value = [], onChange }: Props) {
  return (
    <LinesField
      label="Words that mean a blank cell"
      help="One per line, in any letter case."
      placeholder={"NULL\n#N/A\n-"}
      value={value}
      max={20}
      onChange={onChange}
    />
  );
}
