"use client";

import type { SettingsProps } from "@/components/fields/kinds/view";
import { LinesField } from "@/components/patterns/lines-field";
import { ambiguousWord } from "@/lib/values/yes-no";

const WORDS_MAX = 20;

/** Which words of the file mean yes, and which no. */
export function YesNoSettings({ value, onChange }: SettingsProps) {
  const { yesWords = [], noWords = [] } = value;
  const word = ambiguousWord(value);
  return (
    <>
      <LinesField
        label="Words that mean yes"
        help="One per line, in any letter case. true, yes and 1 always mean yes."
        placeholder={"Y\nJa"}
        value={yesWords}
        max={WORDS_MAX}
        onChange={(words) => onChange({ yesWords: words })}
      />
      <LinesField
        label="Words that mean no"
        help="One per line, in any letter case. false, no and 0 always mean no."
        error={word === null ? undefined : `“${word}” can't mean both yes and no.`}
        placeholder={"N\nNein"}
        value={noWords}
        max={WORDS_MAX}
        onChange={(words) => onChange({ noWords: words })}
      />
    </>
  );
}
