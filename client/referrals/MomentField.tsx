import { ErrorMessage, useFieldIds, type FieldWords } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { isLondonDay } from '#shared/time/london.ts'
import type { Instant } from '#shared/time/instant.ts'
import { daysBeside, twoOf, type MomentSide, type TypedMoment } from '#shared/referrals/typedMoment.ts'
import styles from './referrals.module.css'

/** The day is still to be chosen in the date box. */
const ANOTHER = '?'
const UNKNOWN = 'unknown'

export interface MomentFieldProps extends FieldWords {
  readonly id: string
  readonly value: TypedMoment
  readonly onChange: (value: TypedMoment) => void
  /** Whether it happened, is to happen, or may be either: which days stand beside the present one. */
  readonly days: MomentSide
  readonly now: Instant
  /** For a time that nobody may know, or that need not be set: that is an answer too. */
  readonly unknown?: { readonly word?: string; readonly chosen: boolean; readonly onChoose: () => void } | undefined
}

/**
 * A time as it is typed, with its day as a chip. A time that the clocks made twice asks which of the two.
 *
 * @example <MomentField id="endedAt" label="When it ended" days="past" now={now} value={ended} onChange={setEnded} />
 */
export function MomentField(props: MomentFieldProps) {
  const { id, label, hint, error, value, onChange, days, now, unknown } = props
  const ids = useFieldIds({ hint, error }, id)
  const { yesterday, today, tomorrow } = daysBeside(now)
  const beside = days === 'past' ? { day: yesterday, word: 'Yesterday' } : { day: tomorrow, word: 'Tomorrow' }
  const day = value.day === '' ? today : value.day
  const shown = unknown?.chosen ? UNKNOWN : day === today || day === beside.day ? day : ANOTHER
  const choose = (chosen: string): void => {
    if (chosen === UNKNOWN) unknown?.onChoose()
    else onChange({ ...value, day: chosen, which: '' })
  }
  return (
    <div className={error ? 'f bad' : 'f'}>
      <label htmlFor={ids.id}>{label}</label>
      {hint && (
        <span className="hint" id={ids.hintId}>
          {hint}
        </span>
      )}
      {error && <ErrorMessage id={ids.errorId}>{error}</ErrorMessage>}
      <div className={`row ${styles.tight}`}>
        <input
          type="text"
          autoComplete="off"
          className="in w-s"
          id={ids.id}
          {...ids.aria}
          disabled={unknown?.chosen}
          value={value.time}
          onChange={(event) => onChange({ time: event.target.value, day, which: '' })}
        />
        <RadioChips
          label="Day"
          hideLabel
          options={[
            { value: today, label: 'Today' },
            { value: beside.day, label: beside.word },
            { value: ANOTHER, label: 'Another day' },
            ...(unknown ? [{ value: UNKNOWN, label: unknown.word ?? 'Not known yet' }] : []),
          ]}
          value={shown}
          onChange={choose}
        />
        {shown === ANOTHER && (
          <input
            type="date"
            className="in w-m"
            aria-label="Date"
            value={isLondonDay(day) ? day : ''}
            onChange={(event) => onChange({ ...value, day: event.target.value || ANOTHER, which: '' })}
          />
        )}
      </div>
      {unknown?.chosen !== true && <WhichOfTwo value={value} onChange={onChange} days={days} now={now} />}
    </div>
  )
}

type WhichProps = Pick<MomentFieldProps, 'value' | 'onChange' | 'days' | 'now'>

function WhichOfTwo({ value, onChange, days, now }: WhichProps) {
  const two = twoOf(value, now, days)
  if (two === null) return null
  const [label, before] =
    two.second > now
      ? ['The clocks go back that night, so this time comes twice. Which one?', 'before they go back']
      : ['The clocks went back that night, so this time came twice. Which one?', 'before they went back']
  return (
    <RadioChips
      label={label}
      options={[
        { value: 'first', label: `${value.time}, ${before}` },
        { value: 'second', label: `${value.time}, after` },
      ]}
      value={value.which === '' ? null : value.which}
      onChange={(which) => onChange({ ...value, which })}
    />
  )
}
