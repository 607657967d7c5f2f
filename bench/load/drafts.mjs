/** Requests of the generator's that create drafts: in these workspaces, one after the other. */
export const draftsIn = (homes, token) => ({
  name: "create a draft",
  share: 1,
  status: 201,
  requests: homes.map(({ workspace }) => ({
    method: "POST",
    path: "/v1/posts",
    headers: { Authorization: `Bearer ${token}`, "Placard-Workspace": workspace, "Content-Type": "application/json" },
    body: JSON.stringify({ text: "Fresh bread from seven o'clock, and the first stollen of the year." }),
  })),
});
