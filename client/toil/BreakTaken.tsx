import { Button } from '#client/ui/Button.tsx'
import { ErrorMessage } from '#client/ui/Field.tsx'
import { RadioChips } from '#client/ui/RadioChips.tsx'
import { useSubmit } from '#client/ui/useSubmit.ts'
import { breakWords } from '#shared/toil/actWords.ts'
import { sayBreak, type ClaimRow } from '#shared/toil/contract.ts'

const answers = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const
type Answer = (typeof answers)[number]['value']

export interface AskBreakProps {
  readonly value: boolean | null
  readonly onChange: (breakTaken: boolean) => void
}

/** One tap, asked with the claim and never in the way of it (WTR 1998 reg 12). */
export function AskBreak({ value, onChange }: AskBreakProps) {
  return (
    <RadioChips<Answer>
      label="Did you get a break in this time?"
      hint="20 minutes without work. Waiting with somebody is no break. You can leave it."
      options={answers}
      value={value === null ? null : value ? 'yes' : 'no'}
      onChange={(answer) => onChange(answer === 'yes')}
    />
  )
}

/** What was said of a break on a claim that was sent: its AMHP can say otherwise until it is decided. */
export function BreakSaid({ claim }: { readonly claim: Pick<ClaimRow, 'id' | 'version' | 'breakTaken'> }) {
  const saying = useSubmit(sayBreak)
  const say = (breakTaken: boolean) => void saying.tried({ claimId: claim.id, seenVersion: claim.version, breakTaken })
  const others = [true, false].filter((one) => one !== claim.breakTaken)
  return (
    <div className="btns">
      <span className="muted">{breakWords(claim.breakTaken)}.</span>
      {others.map((one) => (
        <Button key={String(one)} size="sm" busy={saying.busy} onClick={() => say(one)}>
          {one ? 'I had a break' : 'I had no break'}
        </Button>
      ))}
      {(saying.errors[0] ?? saying.unsent) && <ErrorMessage>{saying.errors[0]?.message ?? saying.unsent}</ErrorMessage>}
    </div>
  )
}
