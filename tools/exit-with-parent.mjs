// `node --import …/exit-with-parent.mjs`: asks this process to end when the one that started it is gone, however that ended.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.kill(process.pid, "SIGTERM");
}, 500).unref();
