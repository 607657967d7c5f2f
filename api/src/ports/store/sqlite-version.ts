/**
 * Whether one connection may checkpoint while another writes. Before SQLite 3.51.3 (and its backports 3.50.7 and 3.44.6) the two could lose committed pages
 * when the writer began the log anew in the middle of a checkpoint ("WAL-reset bug", https://sqlite.org/wal.html); Node has it fixed since 24.15.
 *
 * @param version as `SELECT sqlite_version()` gives it, such as `3.53.4`
 */
export function checkpointsBesideWriter(version: string): boolean {
  const [major = 0, minor = 0, patch = 0] = version.split(".").map(Number);
  if (major !== 3) return major > 3;
  if (minor === 44) return patch >= 6;
  if (minor === 50) return patch >= 7;
  return minor > 51 || (minor === 51 && patch >= 3);
}
