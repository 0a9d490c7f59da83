import { powerIn, startIn } from '#shared/referrals/intake.ts'
import { startQuestions } from '#shared/referrals/startWords.ts'
import { momentWords, readPast } from '#shared/referrals/typedMoment.ts'
import { Icon } from '#client/ui/Icon.tsx'
import { faultIn, type IntakePart } from './intakeForm.ts'
import { LimitReading } from './LimitReading.tsx'
import { MomentField } from './MomentField.tsx'

/** When the clock of the named power started, and at once when it will run out. */
export function StartOfClock({ values, change, faults, now }: IntakePart) {
  const kind = powerIn(values)
  if (kind === null) return null
  const { label, hint } = startQuestions[kind]
  return (
    <>
      <MomentField
        id="startTime"
        label={label}
        hint={hint}
        error={faultIn(faults, 'startTime')}
        days="past"
        now={now}
        value={startIn(values)}
        onChange={({ time, day, which }) =>
          change({ startTime: time, startDay: day, startWhich: which, startUnknown: '' })
        }
        unknown={{
          chosen: values.startUnknown === 'yes',
          onChoose: () => change({ startUnknown: 'yes' }),
        }}
      />
      <StartReading {...{ values, now }} />
    </>
  )
}

/** What is not worth saying while a time is half typed. */
const STILL_TYPING = new Set(['time-missing', 'time-unreadable', 'time-either-half', 'clock-time-twice'])

function StartReading({ values, now }: Pick<IntakePart, 'values' | 'now'>) {
  const kind = powerIn(values)
  if (kind === null) return null
  if (values.startUnknown === 'yes') return <LimitReading kind={kind} startedAt={null} now={now} />
  const read = readPast(startIn(values), now)
  if (read.ok) return <LimitReading kind={kind} startedAt={read.value} now={now} />
  if (STILL_TYPING.has(read.refusal.code)) return null
  return (
    <div className="inl">
      <Icon name="info" />
      <span>{momentWords(read.refusal)}.</span>
    </div>
  )
}
