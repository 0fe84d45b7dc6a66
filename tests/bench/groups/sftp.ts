import { execFile } from "node:child_process";
import { createHash, randomFillSync } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { promisify } from "node:util";
import { startOpenSsh } from "../../support/openssh";
import { CLIENT_KEY } from "../../support/sftp-server";
import { type Breakdown, type Figure, type Group, median, must } from "../bench";
import { startChild } from "../child";
import type { DelayOrders } from "../delay-proxy";
import type { SftpOrders } from "../sftp-client";

const SIZE_BYTES = 100_000_000;
const PAIRS = 5;

/** Each way; the round trip is twice that. */
const DELAYS_MS = [0, 50, 150] as const;
const GOALS: Readonly<Record<number, number>> = { 0: 0.9, 50: 1, 150: 1 };

/**
 * 100 MB from OpenSSH's server by OpenSSH's own client and by ours, in turns, over a line that delays. A ratio is of
 * throughput, of the whole transfer with connecting: above 1, ours is faster. Needs `sshd` and `sftp`.
 */
export const group: Group = {
  name: "sftp",
  keys: [...DELAYS_MS.map((ms) => `sftp.ratio_${ms}ms`), "sftp.buffers_mb", "sftp.rss_mb"],
  run: async ({ say }) => {
    const sshd = await startOpenSsh(process.env.ROLLCALL_TEST_SSHD ?? "/usr/sbin/sshd");
    const folder = await mkdtemp(join(tmpdir(), "rollcall-bench-sftp-"));
    const ours = startChild<SftpOrders>("tests/bench/sftp-client.ts", { EGRESS_ALLOW: "127.0.0.1" });
    const proxy = startChild<DelayOrders>("tests/bench/delay-proxy.ts", {});
    try {
      const keyFile = join(folder, "key");
      await writeFile(keyFile, CLIENT_KEY.private, { mode: 0o600 });
      const sha256 = await writeNoise(join(sshd.home, "noise.bin"));
      const { username, auth } = sshd;
      const fetch = async (port: number) => {
        const got = await ours.ask("fetch", { port, username, auth, path: "noise.bin", folder });
        must(got.sizeBytes === SIZE_BYTES && got.sha256 === sha256, "our client brought another file");
        return got;
      };
      // Compiled and grown before anything is measured.
      await fetch(sshd.port);
      const figures: Figure[] = [];
      const breakdowns: Breakdown[] = [];
      const memory: { rssMb: number; buffersMb: number }[] = [];
      for (const oneWayMs of DELAYS_MS) {
        const { port } = await proxy.ask("listen", { port: sshd.port, oneWayMs });
        const pairs: { theirs: number; ours: number }[] = [];
        for (let pair = 0; pair < PAIRS; pair += 1) {
          const theirs = await byOpenSsh({ port, username, keyFile, folder, sha256 });
          const got = await fetch(port);
          memory.push(got);
          pairs.push({ theirs, ours: got.ms });
          say(`${oneWayMs} ms each way: OpenSSH ${Math.round(theirs)} ms, ours ${Math.round(got.ms)} ms`);
        }
        figures.push({
          key: `sftp.ratio_${oneWayMs}ms`,
          value: median(pairs.map((each) => each.theirs / each.ours)),
          goal: { least: GOALS[oneWayMs] ?? 1 },
          what: `throughput of ours / of OpenSSH's client, 100 MB, ${oneWayMs} ms each way`,
        });
        breakdowns.push({
          title: `sftp, ${oneWayMs} ms each way`,
          phases: {
            OpenSSH: median(pairs.map((each) => each.theirs)),
            ours: median(pairs.map((each) => each.ours)),
          },
        });
      }
      const most = (of: "rssMb" | "buffersMb") => Math.max(...memory.map((each) => each[of]));
      const goal = { most: 32 };
      figures.push(
        {
          key: "sftp.buffers_mb",
          value: most("buffersMb"),
          goal,
          what: "most buffers of a transfer above before",
        },
        { key: "sftp.rss_mb", value: most("rssMb"), goal, what: "most memory of the process above before" },
      );
      return { figures, breakdowns };
    } finally {
      await ours.end();
      await proxy.end();
      await sshd.stop();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** Long untouched, so that nobody waits for it to settle. */
async function writeNoise(path: string): Promise<string> {
  const bytes = randomFillSync(Buffer.alloc(SIZE_BYTES));
  await writeFile(path, bytes, { mode: 0o644 });
  await utimes(path, new Date("2026-01-05"), new Date("2026-01-05"));
  return createHash("sha256").update(bytes).digest("hex");
}

type Theirs = { port: number; username: string; keyFile: string; folder: string; sha256: string };

async function byOpenSsh({ port, username, keyFile, folder, sha256 }: Theirs): Promise<number> {
  const file = join(folder, "theirs.bin");
  const options = [
    "StrictHostKeyChecking=no",
    "UserKnownHostsFile=/dev/null",
    "LogLevel=ERROR",
    "BatchMode=yes",
  ];
  const begun = performance.now();
  await promisify(execFile)("sftp", [
    ...["-q", "-P", String(port), "-i", keyFile],
    ...options.flatMap((option) => ["-o", option]),
    `${username}@127.0.0.1:noise.bin`,
    file,
  ]);
  const ms = performance.now() - begun;
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  must(hash.digest("hex") === sha256, "OpenSSH's client brought another file");
  await rm(file);
  return ms;
}
