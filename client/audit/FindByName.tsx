import { useState, type FormEvent } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { EmptyState } from '#client/ui/EmptyState.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { findReferrals } from '#shared/referrals/contract.ts'
import { fullName } from '#shared/referrals/personWords.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { formatDate, londonDayOf } from '#shared/time/london.ts'

/** For those who read records: the reference of somebody whose name they know. The name never gets into the address. */
export function FindByName({ onChoose }: { readonly onChoose: (number: string) => void }) {
  const [typed, setTyped] = useKeptText('audit.find')
  const [text, setText] = useState('')
  const [empty, setEmpty] = useState(false)
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setEmpty(typed.trim() === '')
    setText(typed.trim())
  }
  return (
    <details className="plain">
      <summary>Find the reference by name</summary>
      <form className="au-ask" noValidate onSubmit={submit}>
        <TextField
          id="name"
          label="Name, NHS number or telephone"
          hint="Recorded as a search of yours"
          width="l"
          spellCheck={false}
          value={typed}
          error={empty ? 'Type whom you look for' : undefined}
          onChange={(event) => setTyped(event.target.value)}
        />
        <Button type="submit">Find</Button>
      </form>
      {text !== '' && <Chosen text={text} onChoose={onChoose} />}
    </details>
  )
}

function Chosen({ text, onChoose }: { readonly text: string; readonly onChoose: (number: string) => void }) {
  const found = useAnswer(findReferrals, { text, show: 'all' }, { inBody: true })
  return (
    <div aria-live="polite">
      <Answered
        of={found}
        isEmpty={(lines) => lines.length === 0}
        empty={<EmptyState title="Nobody was found">Check the spelling, or use the reference.</EmptyState>}
      >
        {(lines) => (
          <ul className="au-found">
            {lines.map((line) => (
              <li key={line.id}>
                <Button size="sm" onClick={() => onChoose(String(line.number))}>
                  {referralNumber(line.number)}
                  <span className="vh">, {fullName(line)}</span>
                </Button>
                <span>
                  {fullName(line)}
                  <span className="muted">, came in {formatDate(londonDayOf(line.receivedAt))}</span>
                </span>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </div>
  )
}
