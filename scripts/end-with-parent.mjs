// Preloaded into the servers we start: when the parent dies, however it died, the channel closes.
// Only in our direct child: Next forks one of its own and hands the preload on.
if (process.channel && process.env.DARKROOM_PARENT === String(process.ppid)) {
  process.once("disconnect", () => process.kill(process.pid, "SIGTERM"));
  process.channel.unref();
}
