const HOLD_MS = 5000;
const LOOK_MS = 100;

/** Ends the hold that is on, if any. */
let end: () => void = () => {};

/**
 * Keeps the focus on the page for a few seconds after a dialog: the row that opened it may go with what it did, at once
 * or when the page's new data is here. Then the focus moves to the page's title, where reading goes on, instead of being
 * lost.
 */
export function holdFocus(): void {
  end();
  let wasLost = false;
  const looking = setInterval(() => {
    const isLost = (document.activeElement ?? document.body) === document.body;
    // Between the end of a popover and the return of the focus nothing has it for a moment.
    if (isLost && wasLost) focusTitle();
    wasLost = isLost;
  }, LOOK_MS);
  const ending = setTimeout(() => end(), HOLD_MS);
  // A click beside everything takes the focus from everything, as it should.
  document.addEventListener("pointerdown", endHold);
  end = () => {
    clearInterval(looking);
    clearTimeout(ending);
    document.removeEventListener("pointerdown", endHold);
    end = () => {};
  };
}

/** What opens next returns the focus by itself. */
export function endHold(): void {
  end();
}

function focusTitle(): void {
  const title = document.querySelector<HTMLElement>("main h1") ?? document.querySelector<HTMLElement>("main");
  if (!title) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}
