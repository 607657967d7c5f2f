import { PlacardCalendar, PlacardComposer, PlacardConnect } from "@placard/react";
import { useState } from "react";

/** What the composer is opened with: a time for a new post, or a post there is. */
interface Editing {
  readonly at: string | null;
  readonly postId: string | null;
}

/** The calendar, with the composer in its place while somebody writes; and the accounts. */
export function App() {
  const [page, setPage] = useState<"posts" | "accounts">("posts");
  const [editing, setEditing] = useState<Editing | null>(null);
  const [said, setSaid] = useState("");
  /** Opens the composer here, and not in one that the page would show already. */
  const edit = (event: Event, wanted: Editing) => {
    event.preventDefault();
    setEditing(wanted);
  };
  return (
    <main>
      <nav>
        <button type="button" aria-pressed={page === "posts"} onClick={() => setPage("posts")}>
          Posts
        </button>
        <button type="button" aria-pressed={page === "accounts"} onClick={() => setPage("accounts")}>
          Accounts
        </button>
      </nav>
      <p role="status">{said}</p>
      {page === "accounts" && <PlacardConnect />}
      {page === "posts" && !editing && (
        <PlacardCalendar
          onCompose={event => edit(event, { at: event.at, postId: null })}
          onPostEditing={event => edit(event, { at: null, postId: event.postId })}
        />
      )}
      {page === "posts" && editing && (
        <>
          <button type="button" onClick={() => setEditing(null)}>
            Back to the calendar
          </button>
          <PlacardComposer
            {...editing}
            onPostScheduled={({ post }) => {
              setSaid(`“${post.text}” is on its way.`);
              setEditing(null);
            }}
          />
        </>
      )}
    </main>
  );
}
