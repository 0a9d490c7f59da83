import { TextField } from '#client/ui/Field.tsx'
import { WhichOfTwo } from '#client/ui/WhichOfTwo.tsx'
import { twoOf, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import type { Instant } from '#shared/time/instant.ts'

export interface FinishFieldsProps {
  readonly typed: TypedMoment
  readonly onTyped: (typed: TypedMoment) => void
  readonly now: Instant
  readonly error?: string | undefined
}

/** When a job was really finished: time and day, and which of the two in the hour that the clocks repeat. */
export function FinishFields({ typed, onTyped, now, error }: FinishFieldsProps) {
  const two = twoOf(typed, now)
  return (
    <>
      <TextField
        id="finishedAt"
        label="Finished at"
        error={error}
        value={typed.time}
        onChange={(event) => onTyped({ ...typed, time: event.target.value, which: '' })}
      />
      <TextField
        id="finishedOn"
        type="date"
        label="On"
        value={typed.day}
        onChange={(event) => onTyped({ ...typed, day: event.target.value, which: '' })}
      />
      <WhichOfTwo two={two} which={typed.which} onChoose={(which) => onTyped({ ...typed, which })} />
    </>
  )
}
