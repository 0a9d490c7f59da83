import { Button } from '#client/ui/Button.tsx'

/** A page with a fault of ours. What was typed is in memory, so the way on is a link that keeps it, before one that does not. */
export function Failed({ reset }: { readonly reset: () => void }) {
  return (
    <div className="wrap" role="alert">
      <h1 className="h1">This page has stopped working</h1>
      <p className="lede">
        Nothing that was saved is lost. Try the page again; if it stops again, load it anew or ring the hub.
      </p>
      <div className="btns">
        <Button kind="p" onClick={reset}>
          Try again
        </Button>
        <Button onClick={() => location.reload()}>Load the page anew</Button>
      </div>
    </div>
  )
}
