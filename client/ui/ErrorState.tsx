import { Button } from './Button.tsx'

/** An answer that did not come: what happened, what is safe, and a way to try again. */
export function ErrorState({
  title = 'This could not be loaded',
  message,
  onRetry,
}: {
  readonly title?: string | undefined
  readonly message: string
  readonly onRetry?: (() => void) | undefined
}) {
  return (
    <div className="empty" role="alert">
      <b>{title}</b>
      <span className="muted">{message}</span>
      {onRetry && (
        <Button icon="again" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  )
}
