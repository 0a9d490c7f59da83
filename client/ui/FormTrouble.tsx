import { ErrorSummary, type FieldError } from './ErrorSummary.tsx'
import { Notice } from './Notice.tsx'

/** What stands above a form after it could not be saved. */
export function FormTrouble({
  errors,
  unsent,
}: {
  readonly errors: readonly FieldError[]
  readonly unsent: string | null
}) {
  return (
    <>
      <ErrorSummary errors={errors} />
      {unsent && (
        <Notice tone="warn" speaks="at-once">
          <b>Not saved.</b> {unsent}
        </Notice>
      )}
    </>
  )
}
