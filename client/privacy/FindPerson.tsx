import { useState, type FormEvent } from 'react'
import { nowInstant } from '#client/kernel/clock.ts'
import { useAnswer } from '#client/kernel/api.ts'
import { useKept, useKeptText } from '#client/kernel/drafts.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Card } from '#client/ui/Card.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { ErrorSummary, type FieldError } from '#client/ui/ErrorSummary.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { useErrorIn } from '#client/ui/useErrorIn.ts'
import type { ReferralId } from '#shared/kernel/ids.ts'
import { findPerson } from '#shared/privacy/contract.ts'
import { readBirthOrAge } from '#shared/referrals/birthOrAge.ts'
import { readSought } from '#shared/referrals/finding.ts'
import { londonDayOf, type LondonDay } from '#shared/time/london.ts'
import { Candidates } from './Candidates.tsx'
import { ExportPreview } from './ExportPreview.tsx'

interface Asked {
  readonly text: string
  readonly bornOn: LondonDay | null
}

/** Finds every referral of one person, then shows what would be given to them. Nothing is exported before that. */
export function FindPerson() {
  const [asked, setAsked] = useKept<Asked | null>('privacy.asked', null)
  const [prepared, setPrepared] = useState<readonly ReferralId[] | null>(null)
  if (prepared) return <ExportPreview referralIds={prepared} onBack={() => setPrepared(null)} />
  return (
    <div className="stack">
      <Card title="Whose data?">
        <p className="lede">
          Find the person by NHS number, by name and date of birth, or by a reference. What you look for, and what you
          see, is recorded.
        </p>
        <FindForm onAsk={setAsked} />
      </Card>
      {asked && <Found asked={asked} onPrepare={setPrepared} />}
    </div>
  )
}

function FindForm({ onAsk }: { readonly onAsk: (asked: Asked) => void }) {
  const [text, setText] = useKeptText('privacy.find')
  const [born, setBorn] = useKeptText('privacy.born')
  const [errors, setErrors] = useState<readonly FieldError[]>([])
  const errorOf = useErrorIn(errors)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    const birth = born.trim() === '' ? null : readBirthOrAge(born, londonDayOf(nowInstant()))
    const bornOn = birth?.ok && birth.value.kind === 'born' ? birth.value.on : null
    const byName = readSought(text).words.length > 0
    const wrong = [
      ...(text.trim() === '' ? [{ field: 'who', message: 'Type an NHS number, a name or a reference' }] : []),
      ...(born.trim() !== '' && bornOn === null
        ? [{ field: 'born', message: 'Type a date of birth, like 14 2 55' }]
        : []),
      ...(byName && born.trim() === ''
        ? [{ field: 'born', message: 'A name alone is not enough: give the date of birth too' }]
        : []),
    ]
    setErrors(wrong)
    if (wrong.length === 0) onAsk({ text, bornOn })
  }
  return (
    <form className="find-person" noValidate onSubmit={submit}>
      <ErrorSummary errors={errors} />
      <TextField
        id="who"
        label="NHS number, name or reference"
        width="l"
        spellCheck={false}
        value={text}
        error={errorOf('who')}
        onChange={(event) => setText(event.target.value)}
      />
      <TextField
        id="born"
        label="Date of birth"
        hint="Like 14 2 55. Needed with a name"
        width="m"
        value={born}
        error={errorOf('born')}
        onChange={(event) => setBorn(event.target.value)}
      />
      <Button kind="p" type="submit">
        Find
      </Button>
    </form>
  )
}

function Found({
  asked,
  onPrepare,
}: {
  readonly asked: Asked
  readonly onPrepare: (ids: readonly ReferralId[]) => void
}) {
  const found = useAnswer(findPerson, asked, { inBody: true })
  return (
    <section className="card" aria-label="Referrals found">
      <div className="card-b" aria-live="polite">
        <Answered
          of={found}
          isEmpty={(given) => given.found.length === 0}
          empty={
            <EmptyState title="Nobody was found.">
              Check the spelling and the date of birth. A restricted record is found by those on its list only.
            </EmptyState>
          }
        >
          {(given) => <Candidates {...given} onPrepare={onPrepare} />}
        </Answered>
      </div>
    </section>
  )
}
