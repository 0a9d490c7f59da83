import { TextField } from '#client/ui/Field.tsx'
import { birthOrAgeWords, readBirthOrAge } from '#shared/referrals/birthOrAge.ts'
import { londonDayOf } from '#shared/time/london.ts'
import { FindAgain } from './FindAgain.tsx'
import { boxOf, type IntakePart } from './intakeForm.ts'

/** Who it is about. One box takes a date of birth or an age; its reading is said back at once. */
export function WhoItIsAbout(part: IntakePart) {
  return (
    <div className="blk">
      <h2>Who it is about</h2>
      <div className="fs">
        <div className="row">
          <TextField {...boxOf(part, 'lastName')} label="Last name" width="m" spellCheck={false} />
          <TextField {...boxOf(part, 'firstName')} label="First name" width="m" spellCheck={false} />
          <TextField {...boxOf(part, 'birth')} label="Date of birth or age" width="m" />
        </div>
        <BirthReading typed={part.values.birth} now={part.now} />
        <FindAgain {...part} />
      </div>
    </div>
  )
}

/** How a date of birth or an age was read; nothing while it cannot be read yet. */
export function BirthReading({ typed, now }: { readonly typed: string; readonly now: IntakePart['now'] }) {
  const today = londonDayOf(now)
  const read = readBirthOrAge(typed, today)
  if (!read.ok) return null
  const [first = '', rest] = birthOrAgeWords(read.value, today).split(', ')
  return (
    <div className="inl">
      <Tick />
      <span>
        {rest === undefined ? (
          <b>{first}</b>
        ) : (
          <>
            {first}, <b>{rest}</b>
          </>
        )}
      </span>
    </div>
  )
}

const Tick = () => (
  <svg viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <circle cx="12" cy="12" r="9" fill="none" stroke="var(--done)" strokeWidth="2.4" />
    <path
      d="M8 12.3 10.9 15.2 16.2 9.6"
      fill="none"
      stroke="var(--done)"
      strokeWidth="2.4"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
)
