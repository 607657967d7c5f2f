export { connectorIo } from "./io.ts";
export { avatarUrlOf, toTrouble } from "./present.ts";
export { type AccountRecord, connectorAccount } from "./records.ts";
export { accounts } from "./routes.ts";
export { TroubleSchema } from "./schema.ts";
export { everyAccount, getAccount, getAccounts, listAccounts, remainingAccounts } from "./service.ts";
export { needsReconnect, usableAccount } from "./tokens.ts";
