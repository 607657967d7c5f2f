/** Networks write themselves; only `x` and the like differ from their names here. */
const LABELS: Readonly<Record<string, string>> = {
  x: "X",
  linkedin: "LinkedIn",
  tiktok: "TikTok",
  youtube: "YouTube",
  email: "E-mail",
};

/** A network as it writes itself. */
export const networkLabel = (network: string): string => LABELS[network] ?? network.charAt(0).toUpperCase() + network.slice(1);
