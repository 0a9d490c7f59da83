import { TextField } from '#client/ui/Field.tsx'
import { Icon } from '#client/ui/Icon.tsx'
import { overLeaveWords } from '#shared/rota/overLeave.ts'
import type { OverLeaveEntry } from './useOverLeave.ts'

interface OverLeaveFieldProps {
  readonly over: OverLeaveEntry
  readonly id: string
  /** Whose leave it is stands in the summary above it. */
  readonly summed?: boolean
  readonly hint?: string
}

/** Whose leave a swap or a shift goes over, and the box for why it is to be all the same. */
export function OverLeaveField({
  over,
  id,
  summed = false,
  hint = 'Kept with the swap, and told to them.',
}: OverLeaveFieldProps) {
  if (over.away.length === 0) return null
  return (
    <>
      {!summed && (
        <p className="bad-w" role="alert">
          <Icon name="triangle" />
          {overLeaveWords(over.away)}
        </p>
      )}
      <TextField
        label="Why they work over their leave"
        hint={hint}
        id={id}
        name="overLeaveWhy"
        width="l"
        value={over.why}
        error={over.missing ? 'Say why they work over their leave' : undefined}
        onChange={(event) => over.write(event.target.value)}
      />
    </>
  )
}
