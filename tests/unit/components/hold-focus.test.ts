import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { endHold, holdFocus } from "@/components/ui/hold-focus";

// A document of which only the focus and clicks matter.
const body = {};
const button = {};
const title = {
  tabIndex: 0,
  focus: () => {
    page.activeElement = title;
  },
};
const page = {
  body,
  activeElement: button as object | null,
  clicks: new EventTarget(),
  querySelector: () => title,
  addEventListener: (kind: string, hear: () => void) => page.clicks.addEventListener(kind, hear),
  removeEventListener: (kind: string, hear: () => void) => page.clicks.removeEventListener(kind, hear),
};

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("document", page);
  page.activeElement = button;
});
afterEach(() => {
  endHold();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe("after a dialog", () => {
  test("the focus moves to the title when what had it is gone", () => {
    holdFocus();
    vi.advanceTimersByTime(1000);
    page.activeElement = body;
    vi.advanceTimersByTime(250);
    expect(page.activeElement).toBe(title);
  });

  test("what takes the focus a moment later keeps it, whenever the moment is", () => {
    for (let startMs = 0; startMs < 1000; startMs += 10) {
      page.activeElement = button;
      holdFocus();
      vi.advanceTimersByTime(startMs);
      page.activeElement = body;
      vi.advanceTimersByTime(90);
      expect(page.activeElement).toBe(body);
      page.activeElement = button;
      vi.advanceTimersByTime(6000);
      expect(page.activeElement).toBe(button);
    }
  });

  test.each([
    ["a click", () => page.clicks.dispatchEvent(new Event("pointerdown"))],
    ["the next dialog", endHold],
    ["five seconds", () => void vi.advanceTimersByTime(5000)],
  ])("%s ends the hold", (_what, happens) => {
    holdFocus();
    happens();
    page.activeElement = body;
    vi.advanceTimersByTime(6000);
    expect(page.activeElement).toBe(body);
    expect(vi.getTimerCount()).toBe(0);
  });
});
