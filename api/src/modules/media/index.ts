export { fetchPicture, keepPicture, type Picture } from "./pictures.ts";
export { urlsOf } from "./present.ts";
export { MEDIA_KINDS, type MediaRecord } from "./records.ts";
export { type FrozenMedia, mediaBytes, renditionFor } from "./renditions.ts";
export { media } from "./routes.ts";
export { libraryOf } from "./service.ts";
export { askForNeed, rememberUses } from "./uses.ts";
