import { useState } from 'react'
import { useKeptText } from '#client/kernel/drafts.ts'
import { Button } from '#client/ui/Button.tsx'
import { TextField } from '#client/ui/Field.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { againCodes, agains } from '#shared/referrals/powers.ts'
import type { DraftId } from '#shared/kernel/ids.ts'
import styles from './referrals.module.css'
import type { AskedWhy, WhyGiven } from './useAddCall.ts'

interface WhyThisClockProps {
  readonly draftId: DraftId
  readonly asked: AskedWhy
  readonly busy: boolean
  readonly onGiven: (to: AskedWhy['to'], given: WhyGiven) => void
}

/** A further caller tells of a clock that does not go with what is recorded: nothing is added until somebody says why. */
export function WhyThisClock({ draftId, asked, busy, onGiven }: WhyThisClockProps) {
  const [why, setWhy] = useKeptText(`call.why.${draftId}`)
  const [missing, setMissing] = useState(false)
  const give = (): void => {
    if (why.trim() === '') return setMissing(true)
    onGiven(asked.to, { correctionReason: why.trim() })
  }
  if (asked.field === 'again')
    return (
      <Notice tone="warn" speaks="at-once">
        <b>The call is not added yet.</b> {asked.words}
        <div className={styles.buttons}>
          {againCodes.map((again) => (
            <Button key={again} size="sm" busy={busy} onClick={() => onGiven(asked.to, { again })}>
              {agains[again]}
            </Button>
          ))}
        </div>
      </Notice>
    )
  return (
    <Notice tone="warn" speaks="at-once">
      <b>The call is not added yet.</b> {asked.words}
      <div className={styles.form}>
        <TextField
          id="correctionReason"
          label="Why this clock is recorded all the same"
          hint="Both stay on the record"
          value={why}
          error={missing && why.trim() === '' ? 'Say why' : undefined}
          onChange={(event) => setWhy(event.target.value)}
        />
        <div>
          <Button size="sm" busy={busy} onClick={give}>
            Add the call with this reason
          </Button>
        </div>
      </div>
    </Notice>
  )
}
