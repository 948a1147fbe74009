"use client";

/** When even the root layout fails: no styles of ours can be relied on. */
export default function GlobalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <html lang="en">
      <body style={{ fontFamily: "system-ui, sans-serif", display: "grid", placeItems: "center", minHeight: "100vh", margin: 0 }}>
        <main style={{ maxWidth: 440, padding: 24 }}>
          <h1 style={{ fontSize: 20 }}>Journeyman could not show this</h1>
          <p>The server had a problem. What you saved is safe; journeys go on by themselves.</p>
          {error.digest ? <p>Error id: {error.digest}</p> : null}
          <button type="button" onClick={reset}>
            Try again
          </button>
        </main>
      </body>
    </html>
  );
}
