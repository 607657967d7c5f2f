import type { Account } from "@placard/sdk/core";
import { html, nothing, type TemplateResult } from "lit";
import { repeat } from "lit/directives/repeat.js";
import { networkLabel } from "../networks/marks.ts";
import type { Host } from "./host.ts";
import type { Writing } from "./writing.ts";

/**
 * The accounts that a post can go to, and which it goes to.
 *
 * @param asked whether it is said that none was chosen
 */
export function renderAccounts(host: Host, writing: Writing, asked: boolean): TemplateResult {
  const { t } = host;
  const { accountIds } = writing.draft;
  const accounts: readonly Account[] = writing.accounts ?? [];
  const broken = accounts.filter(({ id, status }) => status !== "connected" && accountIds.includes(id));
  const missing = asked && accountIds.length === 0;
  const all = accounts.filter(({ status }) => status === "connected").map(({ id }) => id);
  return html`<div role="group" aria-labelledby="accounts-label">
    <div class="row">
      <span class="label grow" id="accounts-label">${t("composer.accounts")}</span>
      ${
        all.length > 2 && all.some(id => !accountIds.includes(id))
          ? html`<button type="button" class="link small" @click=${() => writing.change({ accountIds: all })}>
              ${t("composer.accounts.all")}
            </button>`
          : nothing
      }
    </div>
    <div class="picker">
      ${repeat(
        accounts,
        ({ id }) => id,
        account =>
          html`<button
            type="button"
            class="account-chip"
            aria-pressed=${accountIds.includes(account.id)}
            title=${`${networkLabel(account.network)} · ${account.handle}`}
            @click=${() => writing.toggle(account)}
          >
            ${host.renderAvatar(account)}<span class="clip">${account.label || account.display_name || account.handle}</span
            ><span class="visually-hidden">, ${networkLabel(account.network)}</span>
          </button>`,
      )}
    </div>
    ${missing ? html`<p class="fault" tabindex="-1" data-fault>${t("composer.accounts.none")}</p>` : nothing}
    ${broken.map(
      account => html`<p class="fault">${t("composer.accounts.broken", { name: account.display_name || account.handle })}</p>`,
    )}
  </div>`;
}
