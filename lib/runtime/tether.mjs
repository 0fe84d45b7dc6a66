// Loaded into every process of the supervisor. Its end of our stdin closes when it is gone, even by kill -9; then we
// end too, so that the port and the jobs are free for the next start. Plain JavaScript: it runs before any loader.
process.stdin.on("end", leave).on("error", leave).resume();
process.stdin.unref?.();

function leave() {
  process.kill(process.pid, "SIGTERM");
  setTimeout(() => process.kill(process.pid, "SIGKILL"), 4_000).unref();
}
