/** Opens the password dialog; true when the password was right. */
type Asker = () => Promise<boolean>;

let asker: Asker | null = null;

/** Registers the dialog while it is on the page. Returns the function that unregisters it. */
export function registerAsker(ask: Asker): () => void {
  asker = ask;
  return () => {
    if (asker === ask) asker = null;
  };
}

/** Asks for the password again. False when the person cancels, or without a dialog on the page. */
export function askPassword(): Promise<boolean> {
  return asker ? asker() : Promise.resolve(false);
}
