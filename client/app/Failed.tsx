import { Button } from '#client/ui/Button.tsx'

/** A page with a fault of ours. What was typed is in memory, so the way on is a link that keeps it, before one that does not. */
export function Failed({ error, reset }: { readonly error?: unknown; readonly reset: () => void }) {
  if (isNotLoaded(error)) {
    return (
      <div className="wrap" role="alert">
        <h1 className="h1">This page could not be fetched</h1>
        <p className="lede">
          There is no connection to the hub, or it has been renewed since. Nothing that was saved is lost.
        </p>
        <div className="btns">
          <Button kind="p" onClick={() => location.reload()}>
            Try again
          </Button>
        </div>
      </div>
    )
  }
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

/** Browsers keep a failed import for good, so only loading the page anew asks for it again. */
const isNotLoaded = (error: unknown): boolean =>
  error instanceof TypeError && /import|module script|dynamically/i.test(error.message)
