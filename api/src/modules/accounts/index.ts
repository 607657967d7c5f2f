export { publicUrl } from "./connect.ts";
export { connectorIo } from "./io.ts";
export { toAccount, toTrouble } from "./present.ts";
export { type AccountRecord, connectorAccount } from "./records.ts";
export { accounts } from "./routes.ts";
export { TroubleSchema } from "./schema.ts";
export { checkVersion, getAccount, getAccounts, listAccounts } from "./service.ts";
export { needsReconnect, type Usable, usableAccount } from "./tokens.ts";
