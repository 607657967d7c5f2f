// The arrows of ARCHITECTURE.md, as rules. A room may use what lies below it, never above or beside it.
const floors = {
  6: ["posts", "engagement"],
  5: ["publishing", "analytics", "generation", "webhooks", "realtime", "billing"],
  4: ["accounts", "media", "scheduling", "events", "identity", "workspaces", "safety", "networks", "campaigns", "templates"],
};
const api = "^api/src";
const modules = names => `${api}/modules/(${names.join("|")})/`;
const above = floor =>
  Object.entries(floors)
    .filter(([other]) => Number(other) > floor)
    .flatMap(([, names]) => names);

const floorRules = Object.entries(floors).map(([floor, names]) => ({
  name: `floor-${floor}-looks-down`,
  comment: "A module imports lower floors only.",
  severity: "error",
  from: { path: modules(names), pathNot: "\\.test\\.ts$" },
  to: { path: modules([...above(Number(floor)), "service", "test-mode"]) },
}));

module.exports = {
  forbidden: [
    ...floorRules,
    { name: "no-cycle", severity: "error", from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } } },
    {
      name: "nothing-needs-the-simulation",
      severity: "error",
      from: { path: api, pathNot: [`${api}/simulation/`, `${api}/processes/`] },
      to: { path: `${api}/simulation/` },
    },
    {
      name: "modules-by-their-index",
      comment: "Another module is what its index.ts says.",
      severity: "error",
      from: { path: `${api}/modules/([^/]+)/` },
      to: {
        path: `${api}/modules/[^/]+/`,
        pathNot: [`${api}/modules/$1/`, "/index\\.ts$", `${api}/modules/events/subscriber\\.ts$`],
      },
    },
    {
      name: "ports-know-nothing-above",
      severity: "error",
      from: { path: `${api}/ports/`, pathNot: "\\.test\\.ts$" },
      to: { path: `${api}/(modules|http|work|app|change|runtime)` },
    },
    {
      name: "work-and-http-know-no-module",
      severity: "error",
      from: { path: `${api}/(work|http)/`, pathNot: "\\.test\\.ts$" },
      to: { path: `${api}/(modules|app|runtime)` },
    },
    {
      name: "only-runtime-names-drivers",
      severity: "error",
      from: { path: `${api}/(modules|http|work|change|measures|app|tenant)`, pathNot: "\\.test\\.ts$" },
      to: { path: `${api}/ports/.*(sqlite|dynamodb|redis|memory|disk|local-master-key|outbox-folder|network-real|telemetry-)` },
    },
    {
      name: "connectors-know-no-api",
      severity: "error",
      from: { path: "^packages/connectors/" },
      to: { path: "^(api|sdk|widgets)/" },
    },
    {
      name: "sdk-knows-no-api",
      severity: "error",
      from: { path: "^sdk/src/", pathNot: "\\.test\\.ts$" },
      to: { path: "^(api|packages|widgets)/" },
    },
    {
      name: "widgets-know-sdk-and-networks",
      severity: "error",
      from: { path: "^widgets/src/", pathNot: "\\.test\\.ts$" },
      to: { path: ["^(api|examples)/", "^packages/(?!networks/)"] },
    },
    {
      name: "react-knows-widgets",
      severity: "error",
      from: { path: "^packages/react/src/", pathNot: "\\.test\\.ts$" },
      to: { path: ["^(api|sdk|examples)/", "^packages/(?!react/)"] },
    },
    {
      name: "networks-depend-on-nothing",
      severity: "error",
      from: { path: "^packages/networks/src", pathNot: "\\.test\\.ts$" },
      to: { pathNot: "^packages/networks/src" },
    },
    {
      name: "examples-use-what-vendors-have",
      comment: "The SDK and the widgets, as packages.",
      severity: "error",
      from: { path: "^examples/", pathNot: "\\.test\\.ts$" },
      to: { path: ["^(api|packages)/(?!react/src/index)", "^widgets/(?!src/index\\.ts)"] },
    },
    {
      name: "test-parts-stay-in-tests",
      severity: "error",
      from: { path: "^(api|sdk|packages)/", pathNot: "(\\.test\\.ts$|^packages/test-kit/|/testing/|/processes/)" },
      to: { path: "^packages/test-kit/" },
    },
    // A page names its server's files by their path: `/placard/loader.js`.
    { name: "nothing-missing", severity: "error", from: {}, to: { couldNotResolve: true, pathNot: "^(@placard)?/" } },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "(/dist/|node_modules)" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.base.json" },
    enhancedResolveOptions: { conditionNames: ["@placard/source", "import", "node", "default"], exportsFields: ["exports"] },
  },
};
