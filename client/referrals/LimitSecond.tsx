import { Select, TextField } from '#client/ui/Field.tsx'
import {
  detentionCodes,
  detentions,
  endsWithDetention,
  secondTakes,
  type LimitKind,
  type SecondDate,
} from '#shared/referrals/law/limitKinds.ts'
import type { Instant } from '#shared/time/instant.ts'
import { detentionIn, type TypedLimit } from './limitTyped.ts'
import { MomentField } from './MomentField.tsx'

interface LimitSecondProps {
  readonly kind: LimitKind
  readonly second: SecondDate
  readonly typed: TypedLimit
  readonly change: (changes: Partial<TypedLimit>) => void
  readonly errorIn: (field: string) => string | undefined
  readonly now: Instant
}

const options = detentionCodes.map((code) => ({ value: code, label: detentions[code].words }))

/** The second date that the law weighs; of an absence also from what, because section 2, 4 and 5 end with themselves. */
export function LimitSecond(props: LimitSecondProps) {
  const { kind, typed, change, errorIn } = props
  if (kind !== 's18') return <When {...props} />
  return (
    <>
      <Select
        id="detention"
        label="Under what they were detained"
        hint="From section 2, 4 or 5 nobody is retaken after that has ended, section 18(5)"
        empty="Choose the detention"
        options={options}
        value={typed.detention}
        error={errorIn('detention')}
        onChange={(event) => change({ detention: event.target.value })}
      />
      {typed.detention !== '' && <When {...props} />}
    </>
  )
}

function When({ kind, second, typed, change, errorIn, now }: LimitSecondProps) {
  const detention = detentionIn(typed)
  const words = endsWithDetention(detention)
    ? { label: 'When that detention ends', hint: 'Its own clock says when. It counts alone' }
    : second
  const field = { id: 'secondAt', label: words.label, hint: words.hint, error: errorIn('secondAt') }
  if (secondTakes(kind, detention) === 'day')
    return (
      <TextField
        {...field}
        type="date"
        width="m"
        value={typed.second}
        onChange={(event) => change({ second: event.target.value })}
      />
    )
  return (
    <MomentField
      {...field}
      days="either"
      now={now}
      value={typed.secondMoment}
      onChange={(secondMoment) => change({ secondMoment })}
    />
  )
}
