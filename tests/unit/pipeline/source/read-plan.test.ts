import type { SFTPWrapper } from "ssh2";
import { expect, test, vi } from "vitest";
import { planReads } from "@/lib/pipeline/source/sftp/read-plan";

const KIB = 1024;

/** The parts of an open channel of ssh2 1.17 that are looked at. */
function channel(change: Record<string, unknown> = {}) {
  const channelWindowAdjust = vi.fn();
  const sftp = {
    _client: { _protocol: { channelWindowAdjust } },
    _extensions: { "limits@openssh.com": "1" },
    _maxReadLen: 255 * KIB,
    outgoing: { id: 3, state: "open" },
    ...change,
  };
  return { sftp: sftp as unknown as SFTPWrapper, channelWindowAdjust };
}

test("a server that says so is read in pieces of 255 KiB, 4 MiB under way, through a window widened once", () => {
  const { sftp, channelWindowAdjust } = channel();
  expect(planReads(sftp, 128)).toEqual({ chunkBytes: 255 * KIB, inFlight: 16 });
  expect(planReads(sftp, 128)).toEqual({ chunkBytes: 255 * KIB, inFlight: 16 });
  expect(channelWindowAdjust.mock.calls).toEqual([[3, 2 * KIB * KIB]]);
});

test("a server that says less is asked for less", () => {
  const { sftp } = channel({ _maxReadLen: 64 * KIB });
  expect(planReads(sftp, 128)).toEqual({ chunkBytes: 64 * KIB, inFlight: 64 });
});

test("a server that says nothing is read in pieces that every server answers, and that ssh2 does not split", () => {
  const old = channel({ _extensions: {}, _maxReadLen: 254 * KIB });
  expect(planReads(old.sftp, 128)).toEqual({ chunkBytes: 32 * KIB, inFlight: 128 });
  const other = channel({ _extensions: {}, _maxReadLen: 31_952 });
  expect(planReads(other.sftp, 128)).toEqual({ chunkBytes: 31_952, inFlight: 128 });
});

test("one by one: nothing is widened", () => {
  const { sftp, channelWindowAdjust } = channel();
  expect(planReads(sftp, 1).inFlight).toBe(1);
  expect(channelWindowAdjust).not.toHaveBeenCalled();
});

test.each([
  ["no protocol", { _client: {} }],
  ["no client", { _client: undefined }],
  ["no way to adjust", { _client: { _protocol: {} } }],
  ["no id", { outgoing: {} }],
  ["a channel that closes", { outgoing: { id: 3, state: "closing" } }],
])("where ssh2 looks otherwise (%s), its own window of 2 MiB is filled", (_, change) => {
  const { sftp, channelWindowAdjust } = channel(change);
  const { chunkBytes, inFlight } = planReads(sftp, 128);
  expect(chunkBytes * inFlight).toBeLessThanOrEqual(2 * KIB * KIB);
  expect(inFlight).toBe(8);
  expect(channelWindowAdjust).not.toHaveBeenCalled();
});

test("nothing known at all: what every server can be read with", () => {
  expect(planReads({} as SFTPWrapper, 128)).toEqual({ chunkBytes: 32 * KIB, inFlight: 64 });
});
