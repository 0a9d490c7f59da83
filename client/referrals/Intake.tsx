import { useNavigate } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { useNow } from '#client/kernel/clock.ts'
import { forgetKept, useKept } from '#client/kernel/drafts.ts'
import { expectOwnDeed } from '#client/kernel/ownDeed.ts'
import { Button } from '#client/ui/Button.tsx'
import { ErrorSummary } from '#client/ui/ErrorSummary.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
import { useUntouched } from '#client/ui/useErrorIn.ts'
import type { DraftId } from '#shared/kernel/ids.ts'
import { contentOf, intakeFrom, neededFacts, type IntakeValues } from '#shared/referrals/intake.ts'
import { referralNumber } from '#shared/referrals/referral.ts'
import { instantInput } from '#shared/time/instant.ts'
import { AlreadyOnBoard } from './AlreadyOnBoard.tsx'
import { CallTimer, CanWait, NeededToSave } from './CallAside.tsx'
import type { BothSaid } from './draftElsewhere.ts'
import { DraftSign } from './DraftSign.tsx'
import type { IntakePart } from './intakeForm.ts'
import { anotherPlaceWords, movedWords } from '#shared/referrals/furtherCall.ts'
import styles from './referrals.module.css'
import { OtherScreenSays } from './OtherScreenSays.tsx'
import { ThrowAway } from './ThrowAway.tsx'
import { useAddCall } from './useAddCall.ts'
import { useCtrlEnter } from './useCtrlEnter.ts'
import { useDraftKeeping, type DraftTakenUp } from './useDraftKeeping.ts'
import { useSaving, type Then } from './useSaving.ts'
import { WhatIsAsked } from './WhatIsAsked.tsx'
import { WhatIsHappening } from './WhatIsHappening.tsx'
import { WhereTheyAre } from './WhereTheyAre.tsx'
import { WhoIsCalling } from './WhoIsCalling.tsx'
import { WhoItIsAbout } from './WhoItIsAbout.tsx'
import { WhyThisClock } from './WhyThisClock.tsx'

export interface IntakeProps {
  readonly draftId: DraftId
  readonly initial: IntakeValues
  /** How the draft stands at the hub, when it is taken up again. */
  readonly keptBefore?: DraftTakenUp | undefined
  /** The first letter was typed: from now on the address names the draft. */
  readonly onBegun: () => void
}

/** The form for a new referral, in the order in which callers talk. */
export function Intake({ draftId, initial, keptBefore, onBegun }: IntakeProps) {
  const navigate = useNavigate()
  const now = useNow(5000)
  const key = `intake.${draftId}`
  const [values, setValues] = useKept(key, initial)
  const [both, setBoth] = useState<readonly BothSaid[]>([])
  const { keeping, typed, stop } = useDraftKeeping(draftId, keptBefore, (content, differing) => {
    setValues({ ...initial, ...intakeFrom(content, now), receivedAt: content['receivedAt'] || initial.receivedAt })
    setBoth(differing)
    toast({
      words: 'This draft was written on another screen meanwhile.',
      detail: 'What stands there is in the boxes now.',
    })
  })

  const change = (changes: Partial<IntakeValues>): void => {
    const next = { ...values, ...changes }
    setValues(next)
    typed(contentOf(next))
    onBegun()
  }
  const leave = async (): Promise<void> => {
    await stop()
    forgetKept(key)
  }
  const saving = useSaving(draftId, values, ({ number }, then) => {
    void leave()
    toast({ words: `${referralNumber(number)} saved.`, icon: 'check' })
    expectOwnDeed()
    if (then === 'board') void navigate({ to: '/board' })
    else void navigate({ to: '/referrals/$number', params: { number: String(number) }, search: { tab: 'triage' } })
  })
  const adder = useAddCall(draftId, ({ number, clock, anotherPlace, moved }) => {
    void leave()
    const check = clock === 'differs'
    const detail = [
      check && 'This caller told another start of the clock. Check it now.',
      anotherPlace && anotherPlaceWords(anotherPlace.withName),
      moved && movedWords(moved.withName),
    ]
      .filter(Boolean)
      .join(' ')
    toast({ words: `Added to ${referralNumber(number)}.`, detail: detail || 'The draft has been put away.' })
    void navigate({
      to: '/referrals/$number',
      params: { number: String(number) },
      search: check ? { tab: 'clock' } : {},
    })
  })
  useCtrlEnter(() => saving.save('board'))
  useFirstFocus(keptBefore === undefined)

  const part: IntakePart = { values, change, faults: useUntouched(saving.faults), now }
  const received = instantInput.safeParse(values.receivedAt)
  return (
    <>
      <div className={styles.heading}>
        <h1 className="h1">New referral</h1>
        <DraftSign keeping={keeping} />
      </div>
      <ErrorSummary errors={saving.errors} />
      <div className={styles.notices}>
        {saving.unsent && (
          <Notice tone="warn" speaks="at-once" broughtIntoView={saving.unsentPress}>
            <b>Not saved yet.</b> {saving.unsent} It is tried again by itself.
          </Notice>
        )}
        {keeping.trouble && !saving.unsent && (
          <Notice tone="warn" speaks="politely">
            <b>The draft is not kept at the hub.</b> {keeping.trouble}
          </Notice>
        )}
        {both.length > 0 && <OtherScreenSays both={both} onSeen={() => setBoth([])} />}
        {adder.trouble && (
          <Notice tone="warn" speaks="at-once">
            <b>The call was not added.</b> {adder.trouble}
          </Notice>
        )}
        {adder.asked && (
          <WhyThisClock
            key={adder.asked.to.id}
            draftId={draftId}
            asked={adder.asked}
            busy={adder.busy}
            onGiven={(to, why) => void adder.add(to, values, why)}
          />
        )}
      </div>
      <form className="intake" onSubmit={(event) => event.preventDefault()} noValidate>
        <div className="card">
          <WhoIsCalling {...part} />
          <WhoItIsAbout {...part} />
          <WhatIsAsked {...part} />
          <WhereTheyAre {...part} />
          <WhatIsHappening {...part} />
          <Foot
            busy={saving.busy}
            onSave={saving.save}
            onLeave={() => void navigate({ to: '/board' })}
            throwAway={
              keeping.number !== null && (
                <ThrowAway
                  draftId={draftId}
                  stop={stop}
                  onGone={() => void leave().then(() => navigate({ to: '/board' }))}
                />
              )
            }
          />
        </div>
        <aside className="call" aria-label="This call">
          {received.success && <CallTimer receivedAt={received.data} />}
          <AlreadyOnBoard
            values={values}
            now={now}
            busy={adder.busy}
            onAdd={(to) => void adder.add(to, values)}
            onChange={change}
          />
          <NeededToSave facts={neededFacts(values, now)} />
          <CanWait />
        </aside>
      </form>
    </>
  )
}

interface FootProps {
  readonly busy: boolean
  readonly onSave: (then: Then) => void
  readonly onLeave: () => void
  readonly throwAway: React.ReactNode
}

function Foot({ busy, onSave, onLeave, throwAway }: FootProps) {
  return (
    <div className="foot">
      <Button kind="p" kbd="Ctrl+Enter" busy={busy} onClick={() => onSave('board')}>
        Save to the board
      </Button>
      <Button busy={busy} onClick={() => onSave('triage')}>
        Save and triage
      </Button>
      <Button kind="q" onClick={onLeave}>
        Leave as draft
      </Button>
      {throwAway}
    </div>
  )
}

/** The caller is talking: the first answer can be picked by a number key at once. */
function useFirstFocus(wanted: boolean): void {
  const first = useRef(wanted)
  useEffect(() => {
    if (!first.current) return
    // The page's own focus on arrival comes first.
    const timer = setTimeout(() => document.getElementById('source')?.focus({ preventScroll: true }))
    return () => clearTimeout(timer)
  }, [])
}
