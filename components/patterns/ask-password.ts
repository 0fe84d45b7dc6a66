/** Opens the question for the password; gives whether it was answered rightly. Null before the page has it. */
type Asker = () => Promise<boolean>;

let asker: Asker | null = null;

/** The dialog that asks, registered while it is on the page. Gives what takes it off again. */
export function registerAsker(ask: Asker): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = null;
  };
}

/** Asks the person for their password once more. False when they cancel, or when nothing on the page can ask. */
export function askPassword(): Promise<boolean> {
  return asker ? asker() : Promise.resolve(false);
}
