import type { Candidates } from '#shared/allocations/candidatesAnswer.ts'
import { useRef, useState, type ReactNode } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { candidates, type AllocationRow, type BoardRow } from '#shared/allocations/contract.ts'
import type { PersonId } from '#shared/kernel/ids.ts'
import type { Instant } from '#shared/time/instant.ts'
import { formatMinutes } from '#shared/time/minutes.ts'
import { heldWords, type OneCandidate } from './candidateWords.ts'
import { choiceKey, emptyChoice, whenPressed } from './choiceDraft.ts'
import { ChooseDialog } from './ChooseDialog.tsx'
import { shortMoment } from './moments.ts'
import { RiskNotAsked } from './RiskNotAsked.tsx'
import { Suggested, WhyNot } from './Suggested.tsx'
import { useAllocate, type AllocateAnswer, type Choice, type Conflict } from './useAllocate.ts'
import { useSteady } from './useSteady.ts'

export interface AllocatePanelProps {
  readonly row: BoardRow
  /** "Marta Lindqvist", or her initials. */
  readonly said: string
  readonly now: Instant
  /** False while the line to the hub is cut: the board may be old, and allocating waits. */
  readonly live: boolean
  readonly facts: ReactNode
  readonly onDone: (answer: Extract<AllocateAnswer, { readonly kind: 'done' }>) => void
  readonly onConflict: (conflict: Conflict) => void
  /** Whether somebody else than the first is being chosen, and why a reason is asked for. */
  readonly asking: Asking | null
  readonly setAsking: (asking: Asking | null) => void
}

/** Who could take a referral: three suggestions, why not the others, and a way to choose somebody else. */
export function AllocatePanel(props: AllocatePanelProps) {
  const asked = useAnswer(candidates, { referralId: props.row.id })
  return <Answered of={asked}>{(answer) => answer && <Choosing {...props} answer={answer} />}</Answered>
}

export interface Asking {
  readonly first: PersonId | null
  readonly because: string | null
}

function Choosing({ answer, ...props }: AllocatePanelProps & { readonly answer: Candidates }) {
  const { row, said, now, live, facts, onDone, onConflict, asking, setAsking } = props
  const box = useRef<HTMLDivElement>(null)
  const { shown, changed, settle } = useSteady(answer, box)
  const [no, setNo] = useState<string | null>(null)
  const [unasked, setUnasked] = useState<Choice | null>(null)
  const { give, busy } = useAllocate()
  const [draft, setDraft] = useKept(choiceKey(row.id), emptyChoice)
  const suggested = shown.ranked.filter(({ standing }) => standing === 'suggested').slice(0, 3)
  const others = shown.ranked.filter((one) => !suggested.includes(one))

  const ask = (next: Asking): void => {
    const meant = whenPressed(draft, next.first)
    if (meant !== draft) setDraft(meant)
    setAsking(next)
  }
  const choose = async (choice: Choice): Promise<void> => {
    if (!live) return setNo('Allocating waits until the hub is reached again.')
    if (row.riskToStaff === 'not-asked' && choice.knowsRiskNotAsked !== true) return setUnasked(choice)
    const went = await give(row, choice)
    setUnasked(null)
    setNo(went.kind === 'no' ? went.message : null)
    if (went.kind === 'reason-needed') ask({ first: choice.personId, because: went.because })
    if (went.kind === 'conflict') onConflict(went.conflict)
    if (went.kind === 'done') onDone(went)
    if (went.kind === 'conflict' || went.kind === 'done') setAsking(null)
  }
  /** The first needs no reason; whoever goes past it is asked for one, with the name already picked. */
  const take = (one: OneCandidate | undefined): void => {
    if (one === undefined) return
    if (one === suggested[0]) void choose({ personId: one.personId, name: one.name, reason: '', reasonCode: null })
    else ask({ first: one.personId, because: `${suggested[0]?.name ?? ''} is suggested first.` })
  }
  return (
    <div ref={box}>
      <Facts of={shown}>{facts}</Facts>
      {no !== null && no !== '' && (
        <Notice tone="warn" speaks="at-once">
          {no}
        </Notice>
      )}
      {changed && (
        <Notice
          action={
            <Button size="sm" onClick={settle}>
              Show it
            </Button>
          }
        >
          <b>The order has changed</b> while you were here.
        </Notice>
      )}
      <Suggested
        of={suggested}
        now={now}
        busy={busy || !live}
        onTake={take}
        others={others}
        onOther={(one) => ask({ first: one.personId, because: null })}
      />
      <WhyNot of={others} now={now} />
      <OtherButton onPress={() => ask({ first: null, because: null })} />
      <p className="small muted">The order is a suggestion. You decide, and the reason is kept with the record.</p>
      {asking !== null && (
        <ChooseDialog
          referralId={row.id}
          said={said}
          ranked={answer.ranked}
          now={now}
          {...asking}
          taken={row.allocation && takenWords(row.allocation, now)}
          busy={busy}
          message={no}
          onAllocate={(choice) => void choose(choice)}
          onClose={() => setAsking(null)}
        />
      )}
      {unasked !== null && (
        <RiskNotAsked
          said={said}
          name={unasked.name}
          busy={busy}
          onGoOn={() => void choose({ ...unasked, knowsRiskNotAsked: true })}
          onClose={() => setUnasked(null)}
        />
      )}
    </div>
  )
}

/** @example 'Jo Marsh gave this to Ewa Kowalska at 16:47, while you were choosing.' */
const takenWords = ({ allocatedByName, personName, allocatedAt }: AllocationRow, now: Instant): string =>
  `${allocatedByName} gave this to ${personName} at ${shortMoment(allocatedAt, now)}, while you were choosing.`

interface FactsProps {
  readonly of: Pick<Candidates, 'likelyMinutes' | 'learnedFrom' | 'saidAndDone'>
  readonly children: ReactNode
}

function Facts({ of: { likelyMinutes, learnedFrom, saidAndDone }, children }: FactsProps) {
  return (
    <dl className="facts">
      {children}
      <dt>Likely to take</dt>
      <dd>
        {formatMinutes(likelyMinutes.median)}. 8 in 10 like this take up to {formatMinutes(likelyMinutes.eightInTen)}
        <br />
        <span className="small muted">{heldWords(learnedFrom, saidAndDone)}</span>
      </dd>
    </dl>
  )
}

function OtherButton({ onPress }: { readonly onPress: () => void }) {
  useShortcut({ keys: 'o', says: 'Choose somebody else', run: onPress })
  return (
    <p>
      <Button size="sm" kbd="O" onClick={onPress}>
        Choose somebody else…
      </Button>
    </p>
  )
}
