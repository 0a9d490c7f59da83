import type { Candidates } from '#shared/allocations/candidatesAnswer.ts'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useAnswer } from '#client/kernel/api.ts'
import { useKept } from '#client/kernel/drafts.ts'
import { useShortcut } from '#client/kernel/shortcuts.ts'
import { Answered } from '#client/ui/Answered.tsx'
import { Button } from '#client/ui/Button.tsx'
import { Notice } from '#client/ui/Notice.tsx'
import { toast } from '#client/ui/toast.ts'
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
  /** The choice that waits while its person is told that nobody has asked about the risk. */
  readonly unasked: Choice | null
  readonly setUnasked: (choice: Choice | null) => void
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
  const { row, said, now, live, facts, onDone, onConflict, asking, setAsking, unasked, setUnasked } = props
  const box = useRef<HTMLDivElement>(null)
  const { shown, changed, settle } = useSteady(answer, box)
  const [no, setNo] = useState<string | null>(null)
  const { give, busy } = useAllocate()
  const [draft, setDraft] = useKept(choiceKey(row.id), emptyChoice)
  const suggested = shown.ranked.filter(({ standing }) => standing === 'suggested').slice(0, 3)
  const others = shown.ranked.filter((one) => !suggested.includes(one))

  const ask = (next: Asking): void => {
    const meant = whenPressed(draft, next.first)
    if (meant !== draft) setDraft(meant)
    setAsking(next)
  }
  /** The board may have put something else here meanwhile: what was not sent is said all the same. */
  const sayNo = (message: string): void => {
    setNo(message)
    if (box.current === null && message !== '') toast({ words: message, icon: 'undo' })
  }
  const choose = async (choice: Choice): Promise<void> => {
    if (!live) return setNo(waitsForTheHub)
    // Whether to ask first is nothing to whoever came second: the hub tells them who was quicker.
    const isFree = row.allocation === null
    if (isFree && row.riskToStaff === 'not-asked' && choice.knowsRiskNotAsked !== true) return setUnasked(choice)
    const went = await give(row, choice)
    setUnasked(null)
    if (went.kind === 'no') sayNo(went.message)
    else setNo(null)
    if (went.kind === 'reason-needed') ask({ first: choice.personId, because: went.because })
    if (went.kind === 'conflict') onConflict(went.conflict)
    if (went.kind === 'done') onDone(went)
    if (went.kind === 'conflict' || went.kind === 'done') setAsking(null)
  }
  useQuicker(row, unasked, (conflict) => {
    setUnasked(null)
    setAsking(null)
    onConflict(conflict)
  })
  /** The first needs no reason; whoever goes past it is asked for one, with the name already picked. */
  const take = (one: OneCandidate | undefined): void => {
    if (one === undefined) return
    if (one === suggested[0]) void choose({ personId: one.personId, name: one.name, reason: '', reasonCode: null })
    else ask({ first: one.personId, because: `${suggested[0]?.name ?? ''} is suggested first.` })
  }
  return (
    <div ref={box}>
      <Facts of={shown}>{facts}</Facts>
      {no !== null && no !== '' && !(live && no === waitsForTheHub) && (
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
        assessBy={row.assessBy}
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
          assessBy={row.assessBy}
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
          onGoOn={() => {
            const knowing = { ...unasked, knowsRiskNotAsked: true }
            setUnasked(knowing)
            void choose(knowing)
          }}
          onClose={() => setUnasked(null)}
        />
      )}
    </div>
  )
}

const waitsForTheHub = 'Allocating waits until the hub is reached again.'

/** Somebody else is quicker while the risk is being asked about: that is seen before anything else, with what was chosen here. */
function useQuicker({ allocation }: BoardRow, unasked: Choice | null, onQuicker: (conflict: Conflict) => void): void {
  const tell = useRef(onQuicker)
  useEffect(() => {
    tell.current = onQuicker
  })
  useEffect(() => {
    // Once it is sent, the hub's answer says who has it: it may be one's own choice that stands there.
    if (allocation === null || unasked === null || unasked.knowsRiskNotAsked === true) return
    const { id: allocationId, personName: toName, allocatedByName: byName, allocatedAt: at } = allocation
    tell.current({ standing: { code: 'already-allocated', allocationId, toName, byName, at }, mine: unasked })
  }, [allocation, unasked])
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
