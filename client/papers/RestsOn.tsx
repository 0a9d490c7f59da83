import { useState } from 'react'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Checkbox } from '#client/ui/Field.tsx'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { isGiven } from '#shared/papers/checks.ts'
import { recommendations } from '#shared/papers/codes.ts'
import { sayRestsOn, type ExaminationRow } from '#shared/papers/contract.ts'
import { formatInstant } from '#shared/time/london.ts'
import { usePaper } from './usePaper.ts'

interface RestsOnProps {
  readonly rows: readonly ExaminationRow[]
  readonly referralId: ReferralId
  readonly mayWrite: boolean
}

const idsOn = (rows: readonly ExaminationRow[]) => rows.filter(({ restsOn }) => restsOn).map(({ id }) => id)

/** On which recommendations the application rests: asked by itself, because the law’s days count from those and from no others. */
export function RestsOn({ rows, referralId, mayWrite }: RestsOnProps) {
  const [open, setOpen] = useState(false)
  const given = rows.filter((row) => !row.struckOut && isGiven(row))
  if (given.length === 0) return null
  if (open) return <RestsOnForm rows={rows} given={given} referralId={referralId} onDone={() => setOpen(false)} />
  const on = given.filter(({ restsOn }) => restsOn)
  return (
    <div className="rests-on">
      <span>
        {on.length === 0
          ? 'On which of them the application rests is not said.'
          : `The application rests on ${on.map(({ doctorName }) => doctorName).join(' and ')}.`}
      </span>
      {mayWrite && (
        <Button kind="q" size="sm" onClick={() => setOpen(true)}>
          {on.length === 0 ? 'Say on which it rests' : 'Change on which it rests'}
        </Button>
      )}
    </div>
  )
}

interface FormProps {
  readonly rows: readonly ExaminationRow[]
  readonly given: readonly ExaminationRow[]
  readonly referralId: ReferralId
  readonly onDone: () => void
}

function RestsOnForm({ rows, given, referralId, onDone }: FormProps) {
  const standing = idsOn(rows)
  // What stood as one began; once it is said that a colleague was quicker, what stands now.
  const [seen, setSeen] = useState<typeof standing | null>(standing)
  const initial = { ids: standing }
  const { typed, type, forget, errors, save, busy } = usePaper(sayRestsOn, `${referralId}.restsOn`, initial)
  const chosen = given.filter(({ id }) => typed.ids.includes(id)).map(({ id }) => id)
  const send = async (): Promise<void> => {
    if (await save({ referralId, seen: [...(seen ?? standing)], restsOn: chosen })) onDone()
    else setSeen(null)
  }
  return (
    <div role="group" aria-labelledby="rests-on-asked" className="stack paper-form">
      <h3 id="rests-on-asked" className="label">
        On which does the application rest?
      </h3>
      <ErrorSummary errors={errors.map(({ message }) => ({ field: 'restsOn', message }))} />
      <div id="restsOn" tabIndex={-1} className="stack">
        {given.map(({ id, doctorName, recommendation, examinedAt }) => (
          <Checkbox
            key={id}
            label={`${doctorName}: ${recommendations[recommendation]}`}
            hint={examinedAt ? `examined ${formatInstant(examinedAt)}` : 'when they examined is not recorded'}
            checked={chosen.includes(id)}
            onChange={({ target }) =>
              type({ ids: target.checked ? [...chosen, id] : chosen.filter((one) => one !== id) })
            }
          />
        ))}
      </div>
      <p className="hint">Two for section 2, 3 or guardianship, one for section 4. None, until it is known.</p>
      <div className="btns">
        <Button kind="p" size="sm" busy={busy} onClick={() => void send()}>
          Save on which it rests
        </Button>
        <Button
          kind="q"
          size="sm"
          onClick={() => {
            forget()
            onDone()
          }}
        >
          Cancel
        </Button>
      </div>
    </div>
  )
}
