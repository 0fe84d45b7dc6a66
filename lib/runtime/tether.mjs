// Loaded into every process of the supervisor, whose end of our stdin closes when it is gone, even by kill -9; then we
// end too, so that the port and the jobs are free for the next start. Plain JavaScript: it runs before any loader.
// Processes of our own inherit this file and not the variable: their stdin is something else.
if (process.env.ROLLCALL_TETHER) {
  delete process.env.ROLLCALL_TETHER;
  process.stdin.on("end", leave).on("error", leave).resume();
  process.stdin.unref?.();
}

function leave() {
  process.kill(process.pid, "SIGTERM");
  // The supervisor made us the leader of a group, which our own processes are in.
  setTimeout(() => process.kill(-process.pid, "SIGKILL"), 4_000).unref();
}
