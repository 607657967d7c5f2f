import { html, nothing, type TemplateResult } from "lit";
import { icons } from "../element/icons.ts";
import { isBlank } from "./draft.ts";
import type { Host } from "./host.ts";
import type { Keeper } from "./keeper.ts";
import type { Sending } from "./sending.ts";

/** What happened to the post that its writer has to know before going on; of several the one that matters most. */
export function renderNotices(host: Host, sending: Sending, keeper: Keeper): unknown {
  const { t } = host;
  const notice = (kind: string, icon: unknown, text: string, actions: unknown): TemplateResult =>
    html`<div class=${`notice ${kind}`}>${icon}<p class="grow">${text}</p>${actions}</div>`;
  const button = (key: string, act: () => void): TemplateResult =>
    html`<button type="button" class="button small" @click=${act}>${t(key)}</button>`;
  if (sending.stale)
    return notice(
      "warning",
      icons.alert,
      t("composer.stale"),
      html`${button("composer.stale.theirs", () => void sending.settleStale("theirs"))}
      ${button("composer.stale.mine", () => void sending.settleStale("mine"))}`,
    );
  if (sending.done !== null) return notice("success", icons.check, sending.done, nothing);
  if (keeper.restored !== null)
    return notice(
      "",
      icons.info,
      t("composer.restored"),
      button("composer.restored.discard", () => keeper.discardRestored()),
    );
  if (keeper.abandonedAt !== null && isBlank(host.draft)) {
    const time = host.formatDate(keeper.abandonedAt, { dateStyle: "medium", timeStyle: "short" });
    return notice(
      "",
      icons.info,
      t("composer.abandoned", { time }),
      button("composer.abandoned.take", () => keeper.takeAbandoned()),
    );
  }
  return nothing;
}
