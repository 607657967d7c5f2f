/** What every widget says. Keys are public: `copy` overrides them one by one. */
const shared = {
  "common.cancel": "Cancel",
  "common.close": "Close",
  "common.save": "Save",
  "common.back": "Back",
  "common.retry": "Try again",
  "common.loading": "Loading",
  "common.none": "None",
  "error.offline": "There is no connection. This will go on by itself when there is one again.",
  "error.connection": "The service could not be reached. Check your connection and try again.",
  "error.timeout": "The service took too long to answer. Try again.",
  "error.busy": {
    one: "There were too many requests. Try again in {count} second.",
    other: "There were too many requests. Try again in {count} seconds.",
  },
  "error.server": "Something went wrong at the service. Nothing was lost; try again.",
  "error.token": "You could not be signed in. Reload the page, or sign in again.",
  "error.ended": "You are signed out. Sign in again to go on.",
  "error.permission": "You are not allowed to see this. Ask whoever manages your account.",
  "error.notFound": "This does not exist any more.",
  "error.stale": "Somebody else changed this in the meantime.",
  "error.unknown": "This did not work: {message}",
  "error.unconfigured": "This part of the page is not set up yet: it was given no session.",
  "error.reference": "Reference {id}",
} as const;
export default shared;
